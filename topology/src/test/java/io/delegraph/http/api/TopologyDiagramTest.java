package io.delegraph.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.app.TestServer;
import java.util.regex.Pattern;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Materialized;
import org.junit.jupiter.api.Test;

class TopologyDiagramTest {
    @Test
    void shouldDrawABoxPerSubTopologyAndShareTopicsBetweenThem() {
        assertThat(TopologyDiagram.mermaid(TestServer.topology())).isEqualTo("""
                flowchart LR
                  subgraph n0["sub-topology 0"]
                    n1["normalise"]
                    n2["read-hooks"]
                    n3["write-events"]
                  end
                  subgraph n6["sub-topology 1"]
                    n7["lifecycle"]
                    n8["read-events"]
                    n9["write-lifecycles"]
                  end
                  n4(["agent.hooks"])
                  n5(["agent.events"])
                  n10[("agents")]
                  n11(["agent.lifecycles"])
                  n1 --> n3
                  n4 --> n2
                  n2 --> n1
                  n3 --> n5
                  n7 --- n10
                  n7 --> n9
                  n5 --> n8
                  n8 --> n7
                  n9 --> n11
                """);
    }

    @Test
    void shouldDrawGlobalStoresAndEscapeNames() {
        StreamsBuilder builder = new StreamsBuilder();
        builder.globalTable(
                "agent.models", Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()), Materialized.as("models"));
        builder.stream(Pattern.compile("odd.*<\"&\">")).to((key, value, context) -> "somewhere");

        String drawing = TopologyDiagram.mermaid(builder.build().describe());

        assertThat(drawing)
                .contains("[\"global store ")
                .contains("[(\"models\")]")
                .contains("([\"topics like odd.*#lt;#quot;#amp;#quot;#gt;\"])")
                .contains("([\"a topic by content\"])");
    }
}
