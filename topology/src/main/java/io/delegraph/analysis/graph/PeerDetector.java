package io.delegraph.analysis.graph;

import io.delegraph.analysis.graph.AgentExecution.FileUse;
import io.delegraph.analysis.graph.AgentExecution.Message;
import io.delegraph.analysis.graph.HandOffDetector.HandOffPair;
import io.delegraph.schemas.graph.Relation.Evidence;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Detects agents that work at the same time for the same parent on the same files, or that write to each other. */
final class PeerDetector {
    private final WorkflowExecution execution;
    private final StageGrouping.Overlap overlap;
    private final Map<HandOffPair, Set<Evidence>> found = new HashMap<>();

    private PeerDetector(WorkflowExecution execution, StageGrouping.Overlap together) {
        this.execution = execution;
        this.overlap = together;
    }

    /** The evidence of each pair, with the smaller id first. */
    static Map<HandOffPair, Set<Evidence>> of(WorkflowExecution execution, StageGrouping.Overlap together) {
        PeerDetector peers = new PeerDetector(execution, together);
        peers.detectByFile();
        peers.detectByMessage();
        return peers.found;
    }

    private void detectByFile() {
        Map<String, Set<String>> writers = new HashMap<>();
        Map<String, Set<String>> users = new HashMap<>();
        for (AgentExecution agent : execution.executions()) {
            for (FileUse use : agent.files()) {
                users.computeIfAbsent(use.file(), key -> new TreeSet<>()).add(agent.agentId());
                if (use.wrote()) {
                    writers.computeIfAbsent(use.file(), key -> new TreeSet<>()).add(agent.agentId());
                }
            }
        }
        writers.forEach((file, wrote) -> wrote.forEach(
                writer -> users.getOrDefault(file, Set.of()).forEach(user -> add(writer, user, Evidence.FILE))));
    }

    private void detectByMessage() {
        for (AgentExecution agent : execution.executions()) {
            for (Message message : agent.messages()) {
                add(agent.agentId(), message.to(), Evidence.MESSAGE);
            }
        }
    }

    private void add(String one, String other, Evidence evidence) {
        AgentExecution a = execution.execution(one);
        AgentExecution b = execution.execution(other);
        if (a != null
                && b != null
                && !one.equals(other)
                && a.parentId() != null
                && Objects.equals(a.parentId(), b.parentId())
                && overlap.test(a, b)) {
            HandOffPair pair = one.compareTo(other) < 0 ? new HandOffPair(one, other) : new HandOffPair(other, one);
            found.computeIfAbsent(pair, key -> EnumSet.noneOf(Evidence.class)).add(evidence);
        }
    }

    /** Number of files that two of these agents wrote while both were at work. */
    static int conflicts(Collection<AgentExecution> works, StageGrouping.Overlap together) {
        Map<String, Set<AgentExecution>> writers = new HashMap<>();
        for (AgentExecution agent : works) {
            for (FileUse use : agent.files()) {
                if (use.wrote() && !agent.isRoot()) {
                    writers.computeIfAbsent(use.file(), key -> new HashSet<>()).add(agent);
                }
            }
        }
        return (int) writers.values().stream()
                .map(List::copyOf)
                .filter(several -> anyOverlap(several, together))
                .count();
    }

    private static boolean anyOverlap(List<AgentExecution> agents, StageGrouping.Overlap together) {
        for (int i = 0; i < agents.size(); i++) {
            for (int j = i + 1; j < agents.size(); j++) {
                if (together.test(agents.get(i), agents.get(j))) {
                    return true;
                }
            }
        }
        return false;
    }
}
