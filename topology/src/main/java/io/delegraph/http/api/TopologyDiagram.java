package io.delegraph.http.api;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.TopologyDescription.GlobalStore;
import org.apache.kafka.streams.TopologyDescription.Node;
import org.apache.kafka.streams.TopologyDescription.Processor;
import org.apache.kafka.streams.TopologyDescription.Sink;
import org.apache.kafka.streams.TopologyDescription.Source;
import org.apache.kafka.streams.TopologyDescription.Subtopology;

/**
 * A topology as a Mermaid flowchart: a box per sub-topology, topics and stores shared between the boxes.
 *
 * <pre>
 *   ([topic]) --> source --> processor --> sink --> ([topic])
 *                               |
 *                           [(store)]
 * </pre>
 */
final class TopologyDiagram {
    private final StringBuilder edges = new StringBuilder();
    private final StringBuilder boxes = new StringBuilder();
    private final Map<String, String> ids = new LinkedHashMap<>();
    private final Map<String, String> shared = new LinkedHashMap<>();

    private TopologyDiagram() {}

    public static String mermaid(TopologyDescription topology) {
        TopologyDiagram drawing = new TopologyDiagram();
        topology.subtopologies().stream()
                .sorted(Comparator.comparingInt(Subtopology::id))
                .forEach(sub -> drawing.box("sub-topology " + sub.id(), sub.nodes()));
        topology.globalStores().stream()
                .sorted(Comparator.comparingInt(GlobalStore::id))
                .forEach(global ->
                        drawing.box("global store " + global.id(), Set.of(global.source(), global.processor())));
        StringBuilder all = new StringBuilder("flowchart LR\n").append(drawing.boxes);
        drawing.shared.values().forEach(all::append);
        return all.append(drawing.edges).toString();
    }

    private void box(String title, Set<? extends Node> nodes) {
        boxes.append("  subgraph ")
                .append(id("box " + title))
                .append("[\"")
                .append(label(title))
                .append("\"]\n");
        List<? extends Node> sorted =
                nodes.stream().sorted(Comparator.comparing(Node::name)).toList();
        for (Node node : sorted) {
            boxes.append("    ")
                    .append(nodeId(node))
                    .append("[\"")
                    .append(label(node.name()))
                    .append("\"]\n");
        }
        boxes.append("  end\n");
        sorted.forEach(this::connect);
    }

    private void connect(Node node) {
        switch (node) {
            case Source source -> topics(source).forEach(topic -> edge(topic(topic), "-->", nodeId(node)));
            case Processor processor ->
                new TreeSet<>(processor.stores()).forEach(store -> edge(nodeId(node), "---", store(store)));
            case Sink sink ->
                edge(nodeId(node), "-->", topic(sink.topic() == null ? "a topic by content" : sink.topic()));
            default -> {}
        }
        node.successors().stream()
                .sorted(Comparator.comparing(Node::name))
                .forEach(next -> edge(nodeId(node), "-->", nodeId(next)));
    }

    private static Set<String> topics(Source source) {
        return source.topicSet() == null
                ? Set.of("topics like " + source.topicPattern())
                : new TreeSet<>(source.topicSet());
    }

    private String topic(String name) {
        String id = id("topic " + name);
        shared.put(id, "  " + id + "([\"" + label(name) + "\"])\n");
        return id;
    }

    private String store(String name) {
        String id = id("store " + name);
        shared.put(id, "  " + id + "[(\"" + label(name) + "\")]\n");
        return id;
    }

    private String nodeId(Node node) {
        return id("node " + node.name());
    }

    /** Numbers the nodes, because names may contain Mermaid syntax. */
    private String id(String name) {
        return ids.computeIfAbsent(name, key -> "n" + ids.size());
    }

    private void edge(String from, String arrow, String to) {
        edges.append("  ")
                .append(from)
                .append(' ')
                .append(arrow)
                .append(' ')
                .append(to)
                .append('\n');
    }

    private static String label(String text) {
        return text.replace("&", "#amp;")
                .replace("\"", "#quot;")
                .replace("<", "#lt;")
                .replace(">", "#gt;");
    }
}
