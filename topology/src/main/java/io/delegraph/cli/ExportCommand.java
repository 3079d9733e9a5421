package io.delegraph.cli;

import io.delegraph.config.Settings;
import io.delegraph.stream.record.Names;
import java.io.BufferedOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
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
            "Reads Kafka itself: on a cluster of yours no Delegraph needs to run. Progress goes to stderr."
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

    @Option(
            names = "--what",
            required = true,
            paramLabel = "WHAT",
            description = "What is written: ${COMPLETION-CANDIDATES}.")
    private ExportedTopic what;

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

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Output file, written completely or not at all (default: standard output).")
    private @Nullable Path out;

    @Spec
    private CommandSpec spec;

    private final InstanceFinder finder;
    private final Function<Map<String, Object>, Consumer<byte[], byte[]>> consumers;

    public ExportCommand(StateDirectory state) {
        this(state, KafkaConsumer::new);
    }

    ExportCommand(StateDirectory state, Function<Map<String, Object>, Consumer<byte[], byte[]>> consumers) {
        this.finder = new InstanceFinder(state);
        this.consumers = consumers;
    }

    @Override
    public Integer call() {
        KafkaSource source = source();
        try (Consumer<byte[], byte[]> consumer = consumers.apply(source.properties(clientConfig))) {
            LatestValues values = LatestValues.read(consumer, what.topic, read -> say(read + " records read"));
            write(values);
            say(values.count() + " " + what + (out == null ? "" : " written to " + out));
            return 0;
        } catch (KafkaException | TopicReader.ReadException e) {
            say(source.unreadable(what.topic, e));
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

    private KafkaSource source() {
        Settings settings = Settings.load(
                null, bootstrapServers == null ? Map.of() : Map.of("kafka.bootstrap-servers", bootstrapServers));
        return KafkaSource.find(finder, settings, data);
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
}
