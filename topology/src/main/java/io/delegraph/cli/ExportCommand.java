package io.delegraph.cli;

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
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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

    @Mixin
    private TopicOptions options;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Output file, written completely or not at all (default: standard output).")
    private @Nullable Path out;

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
        return options.read(finder, consumers, what.topic, consumer -> {
            LatestValues values = LatestValues.read(consumer, what.topic, read -> options.say(read + " records read"));
            try {
                write(values);
            } catch (NoSuchFileException | FileNotFoundException e) {
                throw new TopicOptions.OutputException("no such file or directory: " + e.getMessage(), e);
            } catch (IOException e) {
                throw new TopicOptions.OutputException(
                        "writing " + (out == null ? "stdout" : out) + " failed: " + e.getMessage(), e);
            }
            options.say(values.count() + " " + what + (out == null ? "" : " written to " + out));
        });
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
