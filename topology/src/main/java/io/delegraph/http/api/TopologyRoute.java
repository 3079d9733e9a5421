package io.delegraph.http.api;

import io.delegraph.http.Request;
import io.delegraph.http.Response;
import io.delegraph.http.Route;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.streams.TopologyDescription;

/** The running topology: Kafka's own text, or a Mermaid diagram with {@code ?format=mermaid} or {@code Accept: text/vnd.mermaid}. */
public final class TopologyRoute {
    static final String MERMAID = "text/vnd.mermaid";

    private final TopologyDescription topology;

    public TopologyRoute(TopologyDescription topology) {
        this.topology = topology;
    }

    public List<Route> routes() {
        return List.of(Route.get("/topology", this::topology, "format"));
    }

    private Response topology(Request request) {
        String accept = request.header().apply("Accept");
        boolean prefersMermaid =
                accept != null && accept.toLowerCase(Locale.ROOT).contains(MERMAID);
        List<String> formats = prefersMermaid ? List.of("mermaid", "text") : List.of("text", "mermaid");
        return request.choice("format", formats).equals("mermaid")
                ? Response.text(MERMAID + "; charset=utf-8", TopologyDiagram.mermaid(topology))
                : Response.text("text/plain; charset=utf-8", topology.toString());
    }
}
