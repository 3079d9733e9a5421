package io.delegraph.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.delegraph.schemas.Json;
import io.delegraph.stream.record.Names;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.Headers;

/** The published schema of each topic's values. */
public final class TopicSchemas {
    private static final Map<String, JsonSchema> VALUES = Map.of(
                    Names.HOOKS, "hook",
                    Names.EVENTS, "agent-event",
                    Names.LIFECYCLES, "agent-lifecycle",
                    Names.WORKFLOWS, "workflow-summary",
                    Names.PROCESSES, "client-seen",
                    Names.METRIC_DELTAS, "metric-delta",
                    Names.METRICS, "metric-window",
                    Names.FINDINGS, "security-finding",
                    Names.FINDINGS_OCSF, "ocsf-event")
            .entrySet()
            .stream()
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> read(entry.getValue())));
    private static final JsonSchema REJECTED = read("rejected-headers");

    private TopicSchemas() {}

    private static JsonSchema read(String name) {
        try (InputStream file = Json.class.getResourceAsStream(name + ".schema.json")) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void assertValid(String topic, byte[] value) {
        try {
            JsonNode json = Json.MAPPER.readTree(value);
            assertThat(VALUES.get(topic).validate(json))
                    .as("%s: %s", topic, json)
                    .isEmpty();
        } catch (IOException e) {
            throw new AssertionError(topic + " holds something that is not JSON", e);
        }
    }

    static void assertValidRejection(Headers headers) {
        ObjectNode texts = Json.MAPPER.createObjectNode();
        headers.forEach(header -> texts.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        assertThat(REJECTED.validate(texts)).as("%s", texts).isEmpty();
    }
}
