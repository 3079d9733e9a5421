package io.delegraph.cli;

import io.delegraph.lifecycle.Policies;
import io.delegraph.stream.DelegraphTopology;
import io.delegraph.tools.accuracy.DemoScores;
import io.delegraph.tools.accuracy.Distributions;
import io.delegraph.tools.accuracy.InMemorySessions;
import io.delegraph.tools.accuracy.LabelScores;
import io.delegraph.tools.accuracy.RawTranscripts;
import io.delegraph.tools.accuracy.Scores;
import io.delegraph.tools.accuracy.WorkflowLabel;
import io.delegraph.transcript.ImportReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures the accuracy of the rules, on demos and on labelled sessions. */
@Command(
        name = "accuracy",
        description = {
            "Prints how right the rules of config/delegation-patterns.yaml and config/agent-types.yaml are: on demos, whose truth is known, "
                    + "and on sessions that people labelled. Needs no running Delegraph.",
            "Of transcripts also how their prompts' elapsed times, speed-ups and durations are distributed.",
            "Exit code 1 when a macro-F1 of strategy, orchestration, coordination pattern or relations is below --at-least, and when on "
                    + "demos a field of an agent's context is there for less than half of the agents or is right no more often than "
                    + "always saying the same would be, and when a prompt of a transcript lasts into the next one longer than "
                    + "what it started in the background."
        })
public final class AccuracyCommand implements Callable<Integer> {
    private static final List<String> FACTS_WITH_MINIMUM_F1 =
            List.of("strategy", "orchestration", "coordination_pattern", "relations");
    private static final int MOST_SHOWN = 200;

    @Mixin
    private SettingsOptions options;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "20",
            description = "So many demos; 0 for none (default: ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(
            names = "--sessions",
            paramLabel = "N",
            defaultValue = "30",
            description = "Of each demo (default: ${DEFAULT-VALUE}).")
    private int sessions;

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "What readers say of sessions, one workflow a line; repeatable.")
    private List<Path> labels = new ArrayList<>();

    @Option(
            names = "--transcripts",
            paramLabel = "DIR",
            description =
                    "The labelled sessions, as transcripts; without labels only how long their prompts and agents took.")
    private List<Path> transcripts = new ArrayList<>();

    @Option(
            names = "--recordings",
            paramLabel = "DIR",
            description = "The labelled sessions, as files of recorded hooks (*.jsonl).")
    private List<Path> recordings = new ArrayList<>();

    @Option(
            names = "--at-least",
            paramLabel = "F1",
            defaultValue = "0",
            description = "Least macro-F1, 0 to 1 (default: ${DEFAULT-VALUE}).")
    private double least;

    @Option(names = "--wrong", description = "Prints each mistake, and what stands at the ends of the distributions.")
    private boolean wrong;

    @Spec
    private CommandSpec spec;

    private boolean good = true;

    @Override
    public Integer call() throws IOException {
        if (labels.isEmpty() ? !recordings.isEmpty() : transcripts.isEmpty() && recordings.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "--labels and --transcripts or --recordings belong together");
        }
        Policies policies = DelegraphTopology.policies(options.settings(Map.of()));
        if (seeds > 0) {
            Scores scores = DemoScores.of(seeds, sessions, policies);
            print(scores);
            scores.unmet().forEach(spec.commandLine().getErr()::println);
            good &= scores.unmet().isEmpty();
        }
        if (!labels.isEmpty() || !transcripts.isEmpty()) {
            InMemorySessions watched = new InMemorySessions(policies);
            RawTranscripts raw = transcripts.isEmpty() ? null : new RawTranscripts();
            read(watched, raw);
            record(watched);
            if (!labels.isEmpty()) {
                print(LabelScores.of("labelled by reading: " + labels, WorkflowLabel.read(labels), watched, raw));
            }
            if (!transcripts.isEmpty()) {
                print(Distributions.of(watched));
            }
        }
        return good ? 0 : 1;
    }

    private void read(InMemorySessions watched, @Nullable RawTranscripts raw) {
        if (raw != null) {
            SessionFiles.readTranscripts(transcripts, new ImportReport(), raw::read, watched::add);
        }
    }

    private void record(InMemorySessions watched) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path dir : recordings) {
            try (Stream<Path> entries = Files.list(dir)) {
                entries.filter(path -> path.toString().endsWith(".jsonl"))
                        .sorted()
                        .forEach(files::add);
            }
        }
        SessionFiles.readRecordings(files, watched::add);
    }

    private void print(Distributions distributions) {
        PrintWriter out = spec.commandLine().getOut();
        if (wrong) {
            distributions.extremes().forEach(out::println);
        }
        distributions.lines().forEach(out::println);
        out.println();
        out.flush();
        distributions.overlaps().forEach(spec.commandLine().getErr()::println);
        good &= distributions.overlaps().isEmpty();
    }

    private void print(Scores scores) {
        PrintWriter out = spec.commandLine().getOut();
        if (wrong) {
            scores.mistakes().stream().limit(MOST_SHOWN).forEach(out::println);
        }
        scores.matrices().forEach(out::println);
        scores.fields().forEach(out::println);
        out.println();
        out.flush();
        good &= FACTS_WITH_MINIMUM_F1.stream()
                .map(scores.confusions()::get)
                .allMatch(confusion -> confusion == null || confusion.macroF1() >= least);
    }
}
