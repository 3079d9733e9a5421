package io.delegraph.cli;

import io.delegraph.config.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * The Kafka that a command reads from.
 *
 * @param login client properties; empty when no login is known
 */
record KafkaSource(String servers, Map<String, String> login) {
    /**
     * The cluster that is named or configured, else that of the instance that is meant.
     *
     * @param data the data directory that was named; null when none was
     * @throws CommandException as {@link InstanceFinder#broker}
     */
    static KafkaSource find(InstanceFinder finder, Settings settings, @Nullable Path data) {
        // The login is that of the directory that is named, whatever the address is.
        RunningInstance named = data == null ? null : finder.require(data);
        InstanceFinder.Broker broker = finder.broker(settings, data);
        RunningInstance instance = named != null ? named : broker.instance();
        Map<String, String> login = new HashMap<>(settings.kafka().properties());
        if (instance != null) {
            login.putAll(LoginFile.read(Path.of(instance.dataDir())));
        }
        return new KafkaSource(broker.bootstrapServers(), login);
    }

    /**
     * The properties of a consumer of bytes.
     *
     * @param clientConfig a file whose properties are used in place of the login; null for none
     */
    Map<String, Object> properties(@Nullable Path clientConfig) throws IOException {
        Map<String, Object> all = new HashMap<>();
        all.put("bootstrap.servers", servers);
        if (clientConfig == null) {
            // who has a login is served at another port, which comes with it
            all.putAll(login);
        } else {
            Properties given = new Properties();
            try (InputStream in = Files.newInputStream(clientConfig)) {
                given.load(in);
            }
            given.forEach((key, value) -> all.put(key.toString(), value));
            all.put("bootstrap.servers", servers);
        }
        all.put("key.deserializer", ByteArrayDeserializer.class);
        all.put("value.deserializer", ByteArrayDeserializer.class);
        all.put("isolation.level", "read_committed");
        all.put("enable.auto.commit", false);
        all.put("allow.auto.create.topics", false);
        all.putIfAbsent("default.api.timeout.ms", 10_000);
        return all;
    }

    /** What to say when a topic cannot be read, and what to do about it. */
    String unreadable(String topic, RuntimeException failure) {
        return "the topic " + topic + " could not be read from " + servers + ": " + failure.getMessage()
                + (failure instanceof AuthorizationException
                        ? "; a broker that Delegraph runs itself wants its login: name its data directory with --data"
                        : "");
    }
}
