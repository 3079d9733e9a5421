package io.delegraph.tools.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A {@code delegraph up} in a process of its own, as a user runs it. */
final class UpProcess implements AutoCloseable {
    private final Process process;
    private final String http;
    private final String kafka;

    private UpProcess(Process process, String http, String kafka) {
        this.process = process;
        this.http = http;
        this.kafka = kafka;
    }

    /** Returns when it is ready. */
    static UpProcess start(Path dataDir, List<String> more) throws IOException {
        List<String> command = new ArrayList<>(program());
        command.addAll(List.of("--data", dataDir.toString(), "--kafka-port", "0", "--http-port", "0"));
        command.addAll(more);
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        // Not among the user's instances: what is measured would be disturbed by commands that find it.
        builder.environment().put("XDG_STATE_HOME", dataDir + "-state");
        Process process = builder.start();
        try {
            BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
            String line = reader.readLine();
            if (line == null || !line.startsWith("ready: ")) {
                throw new IllegalStateException("'up' did not get ready: " + line);
            }
            String[] words = line.split(" ", -1);
            return new UpProcess(process, words[1], words[3]);
        } catch (IOException | RuntimeException e) {
            process.destroy();
            throw e;
        }
    }

    /** The launcher, which chooses its own Java options; without it this Java with this process's options. */
    private static List<String> program() {
        String home = System.getProperty("delegraph.home");
        if (home != null && Files.isExecutable(Path.of(home, "delegraph"))) {
            return List.of(Path.of(home, "delegraph").toString(), "up");
        }
        List<String> java = new ArrayList<>();
        java.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        java.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        java.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.delegraph.app.Main", "up"));
        return java;
    }

    String http() {
        return http;
    }

    String kafka() {
        return kafka;
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(25, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
