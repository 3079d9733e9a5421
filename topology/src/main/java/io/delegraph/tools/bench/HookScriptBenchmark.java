package io.delegraph.tools.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Measures how long the hook script delays the agent. */
final class HookScriptBenchmark {
    private static final int CALLS = 1_000;
    private static final int WARM_UP_CALLS = 50;
    private static final String SESSION = "bench-hook-script";

    /**
     * Measured by bash, which starts processes cheaply: from before the fork until the script has ended. Prints one line of microseconds
     * per call, then the processor time of all calls.
     */
    private static final String LOOP = """
            for ((i = 0; i < $3; i++)); do
              payload="{\\"session_id\\":\\"$4\\",\\"hook_event_name\\":\\"PreToolUse\\",\\"tool_name\\":\\"Bash\\",\
            \\"tool_use_id\\":\\"t$i\\",\\"tool_input\\":{\\"command\\":\\"$2\\"},\\"cwd\\":\\"/home/dev/project\\"}"
              before=${EPOCHREALTIME/[.,]/}
              "$1" <<< "$payload"
              echo $((${EPOCHREALTIME/[.,]/} - before))
            done
            times
            """;

    private HookScriptBenchmark() {}

    static void run(UpProcess up, ApiClient asking, BenchmarkReport report) throws IOException {
        report.section("Hook script: " + CALLS + " calls, one after the other, of 700 B each");
        Optional<Path> script = script();
        if (script.isEmpty()) {
            report.note("not measured: there is no deploy/hooks/telemetry-hook.sh beside the launcher");
            return;
        }
        Path spool = Files.createTempDirectory("delegraph-bench-spool");
        ProcessBuilder bash = new ProcessBuilder(
                "bash",
                "-c",
                LOOP,
                "bench",
                script.get().toString(),
                "x".repeat(550),
                Integer.toString(WARM_UP_CALLS + CALLS),
                SESSION);
        bash.environment().put("DELEGRAPH_SPOOL", spool.toString());
        bash.environment().put("DELEGRAPH_BOOTSTRAP", up.kafka());
        bash.environment().put("DELEGRAPH_HTTP", up.http());
        // the flusher ends soon after the last call
        bash.environment().put("DELEGRAPH_IDLE_SECONDS", "3");
        Process process = bash.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String[] lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split("\n", -1);
        if (lines.length < WARM_UP_CALLS + CALLS + 2) {
            report.note("not measured: bash 5 or newer is wanted for its clock");
            return;
        }
        report.percentiles(
                "hook script, blocking",
                new Percentiles(Arrays.stream(lines, WARM_UP_CALLS, WARM_UP_CALLS + CALLS)
                        .mapToDouble(micros -> Long.parseLong(micros) / 1e3)
                        .toArray()),
                5);
        report.figure(
                "hook script, CPU",
                1e3 * seconds(lines[WARM_UP_CALLS + CALLS + 1]) / (WARM_UP_CALLS + CALLS),
                "ms per call, without the flusher");
        String path = "/api/v1/agents/" + SESSION + "/root";
        TopicProgress.awaitCondition(
                () -> asking.json(path)
                        .map(agent -> agent.findPath("tool_calls").asInt() == WARM_UP_CALLS + CALLS)
                        .orElse(false),
                () -> "all calls of the hook script over HTTP");
        report.note("all of them are visible over HTTP");
    }

    private static Optional<Path> script() {
        String home = System.getProperty("delegraph.home", ".");
        Path script = Path.of(home, "deploy", "hooks", "telemetry-hook.sh").toAbsolutePath();
        return Files.isExecutable(script) ? Optional.of(script) : Optional.empty();
    }

    /** Parses "0m1.234s 0m0.567s" to the sum. */
    private static double seconds(String times) {
        return Arrays.stream(times.trim().split(" ", -1))
                .map(time -> time.replace("s", "").replace(',', '.').split("m", -1))
                .mapToDouble(parts -> 60 * Double.parseDouble(parts[0]) + Double.parseDouble(parts[1]))
                .sum();
    }
}
