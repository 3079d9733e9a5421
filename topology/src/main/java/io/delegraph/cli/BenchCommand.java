package io.delegraph.cli;

import io.delegraph.config.Settings;
import io.delegraph.tools.bench.Bench;
import io.delegraph.tools.bench.BenchmarkReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures performance on this machine. */
@Command(
        name = "bench",
        description = {
            "Measures throughput, storage, memory, latency and the hook script on this machine, and compares them with Delegraph's "
                    + "budgets; with --history also questions over much history.",
            "Starts a broker of its own on a temporary data directory. Takes some minutes; other load on the machine changes the result."
        })
public final class BenchCommand implements Callable<Integer>, Checked {
    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "200000",
            description =
                    "Events of the throughput measurement, after a warm-up, at least 1000 (default: ${DEFAULT-VALUE}). 0: "
                            + "none, only with --history.")
    private int events;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "20",
            description =
                    "Seconds for which the time from hook to answer is measured (default: ${DEFAULT-VALUE}). 0: only "
                            + "throughput and storage are measured.")
    private int seconds;

    @Option(
            names = "--history",
            paramLabel = "N",
            defaultValue = "0",
            description = {
                "Also measures every question of the dashboards over N delegations of 30 days, at least 1000 (default: "
                        + "${DEFAULT-VALUE}, not measured).",
                "The budget is for 100000, which take some minutes to fill in. With --events 0 nothing else is measured."
            })
    private int history;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Any key of delegraph.yaml, for example --set streams.threads=1; repeatable.")
    private Map<String, String> overrides = new LinkedHashMap<>();

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures to this file too, as JSON.")
    private @Nullable Path json;

    @Spec
    private CommandSpec spec;

    @Override
    public void check() {
        if (events < 1_000 && !(events == 0 && history > 0) || seconds < 0) {
            throw new ParameterException(spec.commandLine(), "--events must be at least 1000 and --seconds at least 0");
        }
        if (history < 0 || history > 0 && history < 1_000) {
            throw new ParameterException(spec.commandLine(), "--history must be 0 or at least 1000");
        }
        Path directory = json == null ? null : json.toAbsolutePath().getParent();
        if (directory != null && !Files.isDirectory(directory)) {
            throw new CommandException("--json " + json + " cannot be written: its directory does not exist");
        }
        if (!settings(Path.of("unused")).kafka().embedded()) {
            throw new CommandException("bench starts its own broker: remove kafka.bootstrap-servers");
        }
    }

    private Settings settings(Path data) {
        Map<String, String> all = new LinkedHashMap<>(overrides);
        all.put("data-dir", data.toString());
        // like up: hashing is part of the work
        all.put("ingest.hash-key", "a key for a benchmark");
        return Settings.load(null, all);
    }

    @Override
    public Integer call() throws Exception {
        check();
        Path dir = Files.createTempDirectory("delegraph-bench");
        try {
            Path data = dir.resolve("data");
            Settings settings = settings(data);
            BenchmarkReport report = new BenchmarkReport(spec.commandLine().getOut());
            try (DataDirectory claimed = DataDirectory.claim(data).orElseThrow()) {
                LogFile.open(claimed.log());
            }
            Bench.run(settings, events, Duration.ofSeconds(seconds), history, upOptions(), report);
            if (json != null) {
                Files.write(json, report.json());
            }
            return 0;
        } finally {
            delete(dir);
        }
    }

    private List<String> upOptions() {
        List<String> options = new ArrayList<>();
        overrides.forEach((key, value) -> {
            options.add("--set");
            options.add(key + "=" + value);
        });
        return options;
    }

    private static void delete(Path dir) throws IOException {
        try (Stream<Path> files = Files.walk(dir)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
