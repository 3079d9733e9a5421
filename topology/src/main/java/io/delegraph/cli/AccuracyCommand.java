package io.delegraph.cli;

import io.delegraph.lifecycle.Policies;
import io.delegraph.stream.DelegraphTopology;
import io.delegraph.tools.accuracy.DemoScores;
import io.delegraph.tools.accuracy.Distributions;
import io.delegraph.tools.accuracy.InMemorySessions;
import io.delegraph.tools.accuracy.IncidentScores;
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
            "Measures the rules of config/delegation-patterns.yaml and config/agent-types.yaml: on demos, whose truth is known, and on "
                    + "sessions that people labelled. Needs no running Delegraph.",
            "Prints a confusion matrix and the F1 for each fact; of transcripts also how long their prompts and agents took.",
            "Exit code 1 when the macro-F1 of strategy, orchestration, coordination pattern or relations is below --at-least, or the "
                    + "precision or recall of a security rule; when, on "
                    + "demos, a field of an agent's context is known for less than half of the agents, or is right no more often "
                    + "than the most frequent value would be; or when a prompt of a transcript overlaps the next one by more "
                    + "than its background work."
        })
public final class AccuracyCommand implements Callable<Integer> {
    private static final List<String> FACTS_WITH_MINIMUM_F1 =
            List.of("strategy", "orchestration", "coordination_pattern", "relations");
    private static final int MOST_SHOWN = 200;

    @Mixin
    private ConfigOptions options;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "20",
            description = "Number of demos; 0: none (default: ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(
            names = "--sessions",
            paramLabel = "N",
            defaultValue = "30",
            description = "Sessions of each demo (default: ${DEFAULT-VALUE}).")
    private int sessions;

    @Option(
            names = "--incidents",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "Number of sessions with security incidents or look-alikes, over which the precision and the recall of each "
                            + "security rule are measured (default: ${DEFAULT-VALUE}).")
    private int incidents;

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "Labels that people gave to workflows, one in a line (JSON Lines); repeatable. Needs the "
                    + "sessions, as --transcripts or --recordings.")
    private List<Path> labels = new ArrayList<>();

    @Option(
            names = "--transcripts",
            paramLabel = "DIR",
            description =
                    "Directory of the labelled sessions as transcripts; repeatable. Without --labels only how long their "
                            + "prompts and agents took is printed.")
    private List<Path> transcripts = new ArrayList<>();

    @Option(
            names = "--recordings",
            paramLabel = "DIR",
            description = "Directory of the labelled sessions as recorded hooks (*.jsonl); repeatable.")
    private List<Path> recordings = new ArrayList<>();

    @Option(
            names = "--at-least",
            paramLabel = "F1",
            defaultValue = "0",
            description =
                    "Smallest macro-F1, precision and recall that are accepted, 0 to 1 (default: ${DEFAULT-VALUE}).")
    private double least;

    @Option(
            names = "--wrong",
            description = "Prints the mistakes too, and the shortest and the longest prompts and agents.")
    private boolean wrong;

    @Spec
    private CommandSpec spec;

    private boolean good = true;

    private void check() {
        if (incidents < 0) {
            throw new ParameterException(spec.commandLine(), "--incidents must be at least 0, not " + incidents);
        }
        if (seeds < 0 || sessions < 1) {
            throw new ParameterException(spec.commandLine(), "--seeds must be at least 0 and --sessions at least 1");
        }
        if (!(least >= 0 && least <= 1)) {
            throw new ParameterException(spec.commandLine(), "--at-least wants a macro-F1 from 0 to 1, not " + least);
        }
        if (labels.isEmpty() ? !recordings.isEmpty() : transcripts.isEmpty() && recordings.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "--labels and --transcripts or --recordings belong together");
        }
        labels.forEach(path -> check("--labels", path, Files.isRegularFile(path), "file"));
        transcripts.forEach(path -> check("--transcripts", path, Files.exists(path), "file or directory"));
        recordings.forEach(path -> check("--recordings", path, Files.isDirectory(path), "directory"));
    }

    private static void check(String option, Path path, boolean there, String kind) {
        if (!there) {
            throw new CommandException(option + " " + path + ": there is no such " + kind);
        }
    }

    @Override
    public Integer call() throws IOException {
        check();
        Policies policies = DelegraphTopology.policies(options.settings(Map.of()));
        if (seeds > 0) {
            Scores scores = DemoScores.of(seeds, sessions, policies);
            print(scores);
            scores.unmet().forEach(spec.commandLine().getErr()::println);
            good &= scores.unmet().isEmpty();
        }
        if (incidents > 0) {
            print(IncidentScores.of(incidents, policies));
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

    private void print(IncidentScores scores) {
        PrintWriter out = spec.commandLine().getOut();
        if (wrong) {
            scores.mistakes().forEach(out::println);
        }
        scores.lines().forEach(out::println);
        out.println();
        out.flush();
        good &= scores.below(least).isEmpty();
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
