package io.delegraph.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.delegraph.schemas.Json;
import io.delegraph.stream.admin.TopicSpec;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Compares the AsyncAPI document with the topics. */
class AsyncApiTest {
    private static JsonNode document;

    @BeforeAll
    static void read() throws IOException {
        try (InputStream file = Json.class.getResourceAsStream("asyncapi.yaml")) {
            document = new YAMLMapper().readTree(file);
        }
    }

    @Test
    void shouldDescribeEveryTopicWithTheSettingsItIsCreatedWith() {
        Map<String, Map<String, String>> described = new TreeMap<>();
        document.get("channels").forEach(channel -> {
            Map<String, String> configs = new TreeMap<>();
            channel.at("/bindings/kafka/topicConfiguration").properties().forEach(config -> {
                JsonNode value = config.getValue();
                configs.put(config.getKey(), (value.isArray() ? value.get(0) : value).asText());
            });
            described.put(channel.get("address").asText(), configs);
        });

        assertThat(described)
                .isEqualTo(TopicSpec.ALL.stream().collect(Collectors.toMap(TopicSpec::name, TopicSpec::configs)));
    }

    @Test
    void shouldReferOnlyToWhatExists() {
        List<String> references = new ArrayList<>();
        document.findValuesAsText("$ref", references);

        assertThat(references).isNotEmpty().allSatisfy(reference -> {
            if (reference.startsWith("#")) {
                assertThat(document.at(reference.substring(1)).isMissingNode()).isFalse();
            } else {
                assertThat(Json.class.getResource(reference)).isNotNull();
            }
        });
    }

    @Test
    void shouldHaveAnOperationForEveryChannel() {
        assertThat(StreamSupport.stream(document.get("operations").spliterator(), false)
                        .map(operation -> operation.at("/channel/$ref").asText().substring("#/channels/".length())))
                .containsExactlyInAnyOrderElementsOf(
                        () -> document.get("channels").fieldNames());
    }
}
