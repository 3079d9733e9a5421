package io.delegraph.cli;

import io.delegraph.stream.record.Names;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Exports the events for a SIEM to stdout. */
@Command(
        name = "export",
        description = {
            "Writes the revisions of findings, the starts and ends of agents and the settled workflows as JSON Lines; those of a session in "
                    + "their order.",
            "Reads Kafka itself: on a cluster of yours no Delegraph needs to run. Progress goes to stderr."
        })
final class SecurityExportCommand implements Callable<Integer> {
    /** The formats that can be written, each with the topic that has it. */
    enum Format {
        ocsf(Names.FINDINGS_OCSF);

        private final String topic;

        Format(String topic) {
            this.topic = topic;
        }
    }

    @Option(
            names = "--format",
            required = true,
            paramLabel = "FORMAT",
            description = "What is written: ${COMPLETION-CANDIDATES}.")
    private Format format;

    @Option(
            names = "--since",
            paramLabel = "WHEN",
            description =
                    "Only what was written since: 2026-01-31, 2026-01-31T08:00:00Z, 7d or 12h (back from now). An import writes old sessions now.")
    private @Nullable String since;

    @Option(names = "--follow", description = "Goes on with what is written later, until Ctrl-C.")
    private boolean follow;

    @Mixin
    private TopicOptions options;

    @Spec
    private CommandSpec spec;

    private final InstanceFinder finder;
    private final Function<Map<String, Object>, Consumer<byte[], byte[]>> consumers;
    private final PrintStream stdout;
    private long written;

    SecurityExportCommand(StateDirectory state) {
        this(state, KafkaConsumer::new, System.out);
    }

    SecurityExportCommand(
            StateDirectory state,
            Function<Map<String, Object>, Consumer<byte[], byte[]>> consumers,
            PrintStream stdout) {
        this.finder = new InstanceFinder(state);
        this.consumers = consumers;
        this.stdout = stdout;
    }

    @Override
    public Integer call() {
        @Nullable Instant from = TimeArgument.since(spec.commandLine(), since, Instant.now());
        return options.read(finder, consumers, format.topic, consumer -> {
            TopicReader reader = new TopicReader(consumer, format.topic, read -> options.say(read + " records read"));
            if (from == null) {
                reader.read(reader.partitions(), this::write);
            } else {
                reader.readSince(from, this::write);
            }
            options.say(written + " events" + (follow ? "; waits for more, Ctrl-C ends it" : ""));
            if (follow) {
                reader.follow(this::write);
            }
        });
    }

    /** Unchanged bytes, because a writer would encode them in the terminal's character set. */
    private void write(List<ConsumerRecord<byte[], byte[]>> records) {
        try {
            OutputStream out = new BufferedOutputStream(stdout);
            for (ConsumerRecord<byte[], byte[]> record : records) {
                if (record.value() != null) {
                    out.write(record.value());
                    out.write('\n');
                    written++;
                }
            }
            out.flush();
            if (stdout.checkError()) {
                throw new IOException("it is closed");
            }
        } catch (IOException e) {
            throw new TopicOptions.OutputException("writing stdout failed: " + e.getMessage(), e);
        }
    }
}
