package io.delegraph.stream.admin;

import io.delegraph.config.Settings;
import java.util.HashMap;
import java.util.Map;

/** The common properties of all Kafka clients of Delegraph. */
public final class KafkaClients {
    private KafkaClients() {}

    /** The address, overridden by the user's {@code kafka.properties}; mutable, so that the caller can add its own. */
    public static Map<String, Object> properties(String bootstrapServers, Settings.Kafka kafka) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("bootstrap.servers", bootstrapServers);
        properties.putAll(kafka.properties());
        return properties;
    }
}
