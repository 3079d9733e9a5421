package io.delegraph.cli;

import io.delegraph.config.Settings;
import io.delegraph.stream.record.Names;
import java.io.BufferedOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Exports the relationship database to stdout. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Writes the latest state of every agent or workflow as JSON Lines, as the topic has it now.",
            "Reads Kafka itself, so it works without a running Delegraph; progress goes to stderr."
        })
public final class ExportCommand implements Callable<Integer> {
    /** The topics that can be exported. */
    enum ExportedTopic {
        lifecycles(Names.LIFECYCLES),
        workflows(Names.WORKFLOWS);

        private final String topic;

        ExportedTopic(String topic) {
            this.topic = topic;
        }
    }

    private static final String DEFAULT_SERVERS = "127.0.0.1:9092";

    @Option(names = "--what", required = true, paramLabel = "WHAT", description = "${COMPLETION-CANDIDATES}.")
    private ExportedTopic what;

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            defaultValue = DEFAULT_SERVERS,
            description = "Where Kafka is (default: ${DEFAULT-VALUE}).")
    private String bootstrapServers;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Of an instance with a broker of its own: its login and where it is (default: that of up).")
    private @Nullable Path data;

    @Option(
            names = "--client-config",
            paramLabel = "FILE",
            description = "Kafka client properties: TLS, SASL and so on.")
    private @Nullable Path clientConfig;

    @Option(names = "--out", paramLabel = "FILE", description = "Written whole or not at all; stdout without it.")
    private @Nullable Path out;

    @Spec
    private CommandSpec spec;

    private final Function<Map<String, Object>, Consumer<byte[], byte[]>> consumers;

    public ExportCommand() {
        this(KafkaConsumer::new);
    }

    ExportCommand(Function<Map<String, Object>, Consumer<byte[], byte[]>> consumers) {
        this.consumers = consumers;
    }

    @Override
    public Integer call() {
        try (Consumer<byte[], byte[]> consumer = consumers.apply(properties())) {
            LatestValues values = LatestValues.read(consumer, what.topic, read -> say(read + " records read"));
            write(values);
            say(values.count() + " " + what + (out == null ? "" : " written to " + out));
            return 0;
        } catch (AuthorizationException e) {
            say("the topic " + what.topic + " could not be read from " + bootstrapServers + ": " + e.getMessage()
                    + "; a broker that Delegraph runs itself wants its login: name its data directory with --data");
        } catch (KafkaException | ExportException e) {
            say("the topic " + what.topic + " could not be read from " + bootstrapServers + ": " + e.getMessage());
        } catch (NoSuchFileException | FileNotFoundException e) {
            say("no such file or directory: " + e.getMessage());
        } catch (IOException e) {
            say("writing " + (out == null ? "stdout" : out) + " failed: " + e.getMessage());
        }
        return spec.exitCodeOnExecutionException();
    }

    private void say(String line) {
        spec.commandLine().getErr().println(line);
        spec.commandLine().getErr().flush();
    }

    private Map<String, Object> properties() throws IOException {
        Map<String, Object> all = new HashMap<>();
        if (clientConfig != null) {
            Properties given = new Properties();
            try (InputStream in = Files.newInputStream(clientConfig)) {
                given.load(in);
            }
            given.forEach((key, value) -> all.put(key.toString(), value));
        }
        all.put("bootstrap.servers", bootstrapServers);
        if (clientConfig == null) {
            all.putAll(login());
        }
        all.put("key.deserializer", ByteArrayDeserializer.class);
        all.put("value.deserializer", ByteArrayDeserializer.class);
        all.put("isolation.level", "read_committed");
        all.put("enable.auto.commit", false);
        all.put("allow.auto.create.topics", false);
        all.putIfAbsent("default.api.timeout.ms", 10_000);
        return all;
    }

    /** The login for the broker of the local instance; empty when none runs here. */
    private Map<String, String> login() {
        Path dir = data != null ? data : Settings.load(null, Map.of()).dataDir();
        return RunningInstance.on(dir)
                .filter(running -> data != null || running.kafka().equals(bootstrapServers))
                .map(running -> LoginFile.read(dir))
                .orElse(Map.of());
    }

    private void write(LatestValues values) throws IOException {
        if (out == null) {
            // unchanged bytes: a writer would encode them in the terminal's character set
            values.writeTo(System.out);
            System.out.flush();
            return;
        }
        Path partial = out.resolveSibling(out.getFileName() + ".partial");
        try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(partial))) {
            values.writeTo(file);
        }
        Files.move(partial, out, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The topic cannot be read to its end. */
    static final class ExportException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ExportException(String message) {
            super(message);
        }
    }
}
