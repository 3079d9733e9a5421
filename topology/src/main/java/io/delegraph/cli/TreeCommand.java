package io.delegraph.cli;

import io.delegraph.cli.terminal.Terminal;
import io.delegraph.cli.terminal.TerminalDisplay;
import io.delegraph.cli.terminal.TerminalText;
import io.delegraph.cli.terminal.TreeRenderer;
import io.delegraph.query.Forest;
import io.delegraph.query.Queries;
import io.delegraph.query.Queries.NotAvailableException;
import io.delegraph.query.Queries.Page;
import io.delegraph.query.Queries.PageRequest;
import io.delegraph.query.Queries.SessionFilter;
import io.delegraph.query.RemoteQueries;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.lifecycle.Hierarchy;
import io.delegraph.schemas.lifecycle.SessionSummary;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows a session's agents in the terminal. */
@Command(
        name = "tree",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the live tree of a session's agents; without SESSION that of the session seen last.",
            "Exit code 1 when the server does not answer or does not know the session."
        })
public final class TreeCommand implements Callable<Integer> {
    private static final int MOST_OTHERS = 10;

    @Parameters(arity = "0..1", paramLabel = "SESSION", description = "Session id; the latest when not given.")
    private @Nullable String session;

    @Option(names = "--watch", description = "Draw again once a second, until Ctrl-C.")
    private boolean watch;

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8080",
            description = "Where Delegraph answers (default: ${DEFAULT-VALUE}).")
    private URI url;

    @Mixin
    private ReadTokenOption token;

    @Spec
    private CommandSpec spec;

    private final @Nullable Terminal givenScreen;
    private final BooleanSupplier pause;

    public TreeCommand() {
        this(null, TreeCommand::aSecond);
    }

    /**
     * Creates the command with a given screen and clock.
     *
     * @param screen null to use stdout
     * @param pause waits between two drawings; returns false to end watching
     */
    TreeCommand(@Nullable Terminal screen, BooleanSupplier pause) {
        this.givenScreen = screen;
        this.pause = pause;
    }

    @Override
    public Integer call() {
        if (url.getHost() == null || !List.of("http", "https").contains(url.getScheme())) {
            spec.commandLine().getErr().println("--url " + url + " is no address like http://127.0.0.1:8080");
            return spec.exitCodeOnInvalidInput();
        }
        Terminal screen = givenScreen == null ? Terminal.detect(System.getenv()) : givenScreen;
        Queries queries = RemoteQueries.of(url, token.value());
        TerminalDisplay picture = new TerminalDisplay(spec.commandLine().getOut(), screen);
        try {
            List<String> lines = lines(queries, screen);
            picture.show(lines, watch);
            while (watch && pause.getAsBoolean()) {
                picture.show(again(queries, screen, lines), true);
            }
            return 0;
        } catch (NotAvailableException | UnknownSessionException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return spec.exitCodeOnExecutionException();
        }
    }

    /** A short outage of the server does not end watching. */
    private List<String> again(Queries queries, Terminal screen, List<String> before) {
        try {
            return lines(queries, screen);
        } catch (NotAvailableException e) {
            List<String> stale = new ArrayList<>(before);
            stale.add(TerminalText.truncate(
                    TerminalText.printable(String.valueOf(e.getMessage())), screen.columns(), "..."));
            return stale;
        }
    }

    private List<String> lines(Queries queries, Terminal screen) {
        Optional<String> id = session == null ? latest(queries) : Optional.of(session);
        if (id.isEmpty()) {
            return List.of("no session yet: " + Launcher.command() + " hooks install connects Claude Code");
        }
        Hierarchy hierarchy = queries.hierarchy(id.get(), null)
                .orElseThrow(() -> new UnknownSessionException("no session '" + id.get() + "' is known at " + url));
        List<String> lines = new ArrayList<>(TreeRenderer.lines(Forest.of(hierarchy), screen));
        if (session == null) {
            lines.addAll(others(queries, id.get(), screen));
        }
        return lines;
    }

    private static Optional<String> latest(Queries queries) {
        return queries.sessions(SessionFilter.ANY, new PageRequest(1, null)).items().stream()
                .map(SessionSummary::sessionId)
                .findFirst();
    }

    private static List<String> others(Queries queries, String shown, Terminal screen) {
        SessionFilter live = new SessionFilter(
                EnumSet.of(AgentState.REQUESTED, AgentState.ACTIVE, AgentState.WAITING), null, null, null, null);
        Page<SessionSummary> page = queries.sessions(live, new PageRequest(MOST_OTHERS + 1, null));
        List<String> lines = new ArrayList<>(page.items().stream()
                .filter(other -> !other.sessionId().equals(shown))
                .limit(MOST_OTHERS)
                .map(other -> TreeRenderer.session(other, screen))
                .toList());
        if (!lines.isEmpty()) {
            lines.addFirst("also live:");
        }
        if (!page.missingPartitions().isEmpty()) {
            lines.add("partitions " + page.missingPartitions() + " do not answer: there may be more sessions");
        }
        return lines;
    }

    private static boolean aSecond() {
        try {
            TimeUnit.SECONDS.sleep(1);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The server does not know the session. */
    private static final class UnknownSessionException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnknownSessionException(String message) {
            super(message);
        }
    }
}
