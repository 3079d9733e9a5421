package io.delegraph.stream.admin;

import io.delegraph.config.Settings;
import java.util.HashMap;
import java.util.Map;

/** What every Kafka client of Delegraph starts from. */
public final class KafkaClients {
    private KafkaClients() {}

    /** The address and the user's {@code kafka.properties} over it; mutable, for the caller to put its own under or over. */
    public static Map<String, Object> properties(String bootstrapServers, Settings.Kafka kafka) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("bootstrap.servers", bootstrapServers);
        properties.putAll(kafka.properties());
        return properties;
    }
}
