package io.delegraph.stream.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.delegraph.aggregates.RandomLifecycles;
import io.delegraph.schemas.Json;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.metrics.MetricWindow;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

/** No record exceeds the limit of a topic. */
class SizeLimitedJsonSerializerTest {
    private static final long NOW = 1_795_361_674_663L;

    private static byte[] written(Object value) {
        return new SizeLimitedJsonSerializer<>().serialize("topic", value);
    }

    private static AgentLifecycle below(int ancestors) {
        AgentLifecycle agent = new RandomLifecycles(1, NOW, 1).agent("s", "a", AgentState.ACTIVE);
        ObjectNode tree = Json.MAPPER.valueToTree(agent);
        ArrayNode path = tree.putArray("agent_hierarchy_path");
        IntStream.range(0, ancestors).forEach(i -> path.add(i + "\u00e9".repeat(300)));
        return Json.read(Json.write(tree), AgentLifecycle.class);
    }

    @Test
    void shouldKeepTheNearestAncestorsOfALongPath() {
        AgentLifecycle whole = below(3_000);
        assertThat(Json.write(whole).length).isGreaterThan(1 << 20);

        byte[] record = written(whole);

        assertThat(record.length)
                .isBetween(SizeLimitedJsonSerializer.MAX_VALUE_BYTES / 2, SizeLimitedJsonSerializer.MAX_VALUE_BYTES);
        AgentLifecycle emitted = Json.read(record, AgentLifecycle.class);
        int kept = emitted.agentHierarchyPath().size();
        assertThat(emitted.agentHierarchyPath())
                .isEqualTo(whole.agentHierarchyPath().subList(3_000 - kept, 3_000));
        assertThat(emitted)
                .usingRecursiveComparison()
                .ignoringFields("agentHierarchyPath")
                .isEqualTo(whole);
    }

    @Test
    void shouldWriteAValueUnchangedWhenItFits() {
        AgentLifecycle agent = below(800);

        assertThat(written(agent)).isEqualTo(Json.write(agent));
        assertThat(written(null)).isNull();
    }

    @Test
    void shouldRejectAValueWhenItCannotBeTruncated() {
        MetricWindow window = MetricWindow.builder()
                .window("1m")
                .end(60_000)
                .source("s")
                .subject("delegation")
                .group(Map.of("project", "p".repeat(600_000)))
                .sample(1)
                .amounts(Map.of())
                .quantiles(Map.of())
                .build();

        assertThatThrownBy(() -> written(window))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("topic")
                .hasMessageContaining(String.valueOf(SizeLimitedJsonSerializer.MAX_VALUE_BYTES));
    }
}
