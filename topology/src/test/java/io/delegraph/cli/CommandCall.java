package io.delegraph.cli;

import io.delegraph.app.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine;

/** Calls of the command line by a user whose instances are listed in a directory of the test, the two streams kept apart. */
final class CommandCall {
    private final StateDirectory state;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<URI> opened = new ArrayList<>();
    private final CommandLine commandLine;

    /** Nothing that it calls may start an application. */
    CommandCall(Path state) {
        this(state, (settings, cluster) -> {
            throw new AssertionError("starts nothing");
        });
    }

    CommandCall(Path state, Application.Starter starter) {
        this.state = new StateDirectory(state);
        this.commandLine = Main.commandLine(starter, this.state, this::open)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err));
    }

    private Optional<String> open(URI address) {
        opened.add(address);
        return Optional.empty();
    }

    int run(String... args) {
        return commandLine.execute(args);
    }

    CompletableFuture<Integer> inBackground(String... args) {
        return CompletableFuture.supplyAsync(() -> run(args));
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }

    /** What the browser was asked to open. */
    List<URI> opened() {
        return opened;
    }

    /** As if {@code up} had got ready in this process. */
    RunningInstance running(Path dataDir, String http, String kafka, boolean demo) throws Exception {
        RunningInstance instance = RunningInstance.here(http, kafka, dataDir, demo);
        return running(instance, instance.pid() + "-" + dataDir.getFileName());
    }

    /** As if {@code up} had begun in this process. */
    void starting(Path dataDir) {
        AutoCloseable unused = new InstanceRegistry(state).addStarting(RunningInstance.starting(dataDir, false));
    }

    /** As if a process had written it, in a file of that name: one process has several instances only in a test. */
    RunningInstance running(RunningInstance instance, String name) throws Exception {
        Files.createDirectories(state.instances());
        Files.createDirectories(Path.of(instance.dataDir()));
        instance.write();
        instance.writeTo(state.instances().resolve(name + ".json"));
        return instance;
    }
}
