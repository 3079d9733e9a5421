package io.delegraph.cli;

import io.delegraph.config.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Where a command reads a topic, and what it says when that fails: a mixin. */
final class TopicOptions {
    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "Where Kafka is; without it that of the Delegraph that runs.")
    private @Nullable String bootstrapServers;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Data directory of the Delegraph that is meant, where several run; also for the login to its broker.")
    private @Nullable Path data;

    @Option(
            names = "--client-config",
            paramLabel = "FILE",
            description = "Kafka client properties: TLS, SASL and so on.")
    private @Nullable Path clientConfig;

    /** What a command does with a consumer. */
    interface Reading {
        /** Reads; throws {@link OutputException} when what was read cannot be written. */
        void read(Consumer<byte[], byte[]> consumer);
    }

    /** Writing the output failed; the message says which and why. */
    static final class OutputException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        OutputException(String message, IOException cause) {
            super(message, cause);
        }
    }

    /** Reads a topic with a consumer for committed records, and returns the exit code. */
    int read(
            InstanceFinder finder,
            Function<Map<String, Object>, Consumer<byte[], byte[]>> consumers,
            String topic,
            Reading reading) {
        KafkaSource source = source(finder);
        try (Consumer<byte[], byte[]> consumer = consumers.apply(properties(source))) {
            reading.read(consumer);
            return 0;
        } catch (AuthorizationException e) {
            say("the topic " + topic + " could not be read from " + source.servers + ": " + e.getMessage()
                    + "; a broker that Delegraph runs itself wants its login: name its data directory with --data");
        } catch (KafkaException | TopicReader.UnreadableTopicException e) {
            say("the topic " + topic + " could not be read from " + source.servers + ": " + e.getMessage());
        } catch (OutputException e) {
            say(e.getMessage());
        } catch (IOException e) {
            say("reading " + clientConfig + " failed: " + e.getMessage());
        }
        return spec.exitCodeOnExecutionException();
    }

    /** A line on stderr. */
    void say(@Nullable String line) {
        spec.commandLine().getErr().println(line);
        spec.commandLine().getErr().flush();
    }

    private Map<String, Object> properties(KafkaSource source) throws IOException {
        Map<String, Object> all = new HashMap<>();
        if (clientConfig != null) {
            Properties given = new Properties();
            try (InputStream in = Files.newInputStream(clientConfig)) {
                given.load(in);
            }
            given.forEach((key, value) -> all.put(key.toString(), value));
        }
        all.put("bootstrap.servers", source.servers);
        if (clientConfig == null) {
            all.putAll(source.login);
        }
        all.put("key.deserializer", ByteArrayDeserializer.class);
        all.put("value.deserializer", ByteArrayDeserializer.class);
        all.put("isolation.level", "read_committed");
        all.put("enable.auto.commit", false);
        all.put("allow.auto.create.topics", false);
        all.putIfAbsent("default.api.timeout.ms", 10_000);
        return all;
    }

    /**
     * What is read.
     *
     * @param login empty when none is known
     */
    private record KafkaSource(String servers, Map<String, String> login) {}

    private KafkaSource source(InstanceFinder finder) {
        Settings settings = Settings.load(
                null, bootstrapServers == null ? Map.of() : Map.of("kafka.bootstrap-servers", bootstrapServers));
        // The login is that of the directory that is named, whatever the address is.
        RunningInstance named = data == null ? null : finder.require(data);
        InstanceFinder.Broker broker = finder.broker(settings, data);
        RunningInstance instance = named != null ? named : broker.instance();
        return new KafkaSource(
                broker.bootstrapServers(), instance == null ? Map.of() : LoginFile.read(Path.of(instance.dataDir())));
    }
}
