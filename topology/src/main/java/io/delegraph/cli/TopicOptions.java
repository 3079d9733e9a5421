package io.delegraph.cli;

import io.delegraph.config.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
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
        Settings settings = Settings.load(
                null, bootstrapServers == null ? Map.of() : Map.of("kafka.bootstrap-servers", bootstrapServers));
        KafkaSource source = KafkaSource.find(finder, settings, data);
        try (Consumer<byte[], byte[]> consumer = consumers.apply(source.properties(clientConfig))) {
            reading.read(consumer);
            return 0;
        } catch (KafkaException | TopicReader.UnreadableTopicException e) {
            say(source.unreadable(topic, e));
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
}
