package io.delegraph.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.delegraph.cli.terminal.Terminal;
import io.delegraph.cli.terminal.TerminalDisplay;
import io.delegraph.cli.terminal.TerminalText;
import io.delegraph.cli.terminal.TreeRenderer;
import io.delegraph.cli.terminal.TreeView;
import io.delegraph.query.Forest;
import io.delegraph.query.Queries.NotAvailableException;
import io.delegraph.query.Queries.Page;
import io.delegraph.schemas.Json;
import io.delegraph.schemas.lifecycle.Hierarchy;
import io.delegraph.schemas.lifecycle.SessionSummary;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
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
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows a session's agents in the terminal. */
@Command(
        name = "tree",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the live tree of a session's agents; without SESSION that of the session seen last. In a session of more than a "
                    + "dozen agents three or more finished siblings are one line.",
            "Exit code 1 when the server does not answer or does not know the session."
        })
public final class TreeCommand implements Callable<Integer> {
    private static final int MOST_OTHERS = 10;

    /** A session that nobody has touched for longer is history, whatever its state is. */
    private static final Duration RECENT = Duration.ofDays(1);

    @Parameters(
            arity = "0..1",
            paramLabel = "SESSION",
            description = "Session id, or enough of its beginning; the latest session when not given.")
    private @Nullable String session;

    @Option(names = "--all", description = "One line for each agent, the finished ones too.")
    private boolean all;

    @Option(names = "--watch", description = "Draw again once a second, until Ctrl-C.")
    private boolean watch;

    @Option(
            names = "--json",
            description = "Prints the tree as JSON, as GET /api/v1/sessions/SESSION/hierarchy?form=tree answers it.")
    private boolean json;

    @Mixin
    private InstanceOptions instance;

    @Spec
    private CommandSpec spec;

    private final InstanceFinder finder;
    private final @Nullable Terminal givenScreen;
    private final BooleanSupplier pause;

    public TreeCommand(StateDirectory state) {
        this(state, null, TreeCommand::aSecond);
    }

    /**
     * Creates the command with a given screen and clock.
     *
     * @param screen null to use stdout
     * @param pause waits between two drawings; returns false to end watching
     */
    TreeCommand(StateDirectory state, @Nullable Terminal screen, BooleanSupplier pause) {
        this.finder = new InstanceFinder(state);
        this.givenScreen = screen;
        this.pause = pause;
    }

    @Override
    public Integer call() {
        if (json && (watch || all)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--json prints the whole tree once: leave out " + (watch ? "--watch" : "--all"));
        }
        InstanceFinder.Address address = instance.address(finder);
        Api api = new Api(address.url(), instance.token());
        try {
            return json ? printJson(api) : draw(api);
        } catch (NotAvailableException e) {
            throw address.unreachable(e);
        }
    }

    private int printJson(Api api) {
        String id = session == null
                ? latest(api).orElseThrow(() -> new CommandException("there is no session yet at " + api.url()))
                : session;
        spec.commandLine().getOut().println(api.text(hierarchy(id) + "?form=tree"));
        spec.commandLine().getOut().flush();
        return 0;
    }

    private int draw(Api api) {
        Terminal screen = givenScreen == null ? Terminal.detect(System.getenv()) : givenScreen;
        TerminalDisplay picture = new TerminalDisplay(spec.commandLine().getOut(), screen);
        List<String> lines = lines(api, screen);
        picture.show(lines, watch);
        while (watch && pause.getAsBoolean()) {
            picture.show(again(api, screen, lines), true);
        }
        return 0;
    }

    /** A server that is away for a moment does not end watching. */
    private List<String> again(Api api, Terminal screen, List<String> before) {
        try {
            return lines(api, screen);
        } catch (NotAvailableException e) {
            List<String> stale = new ArrayList<>(before);
            stale.add(TerminalText.truncate(
                    TerminalText.printable(String.valueOf(e.getMessage())), screen.columns(), "..."));
            return stale;
        }
    }

    private List<String> lines(Api api, Terminal screen) {
        Optional<String> id = session == null ? latest(api) : Optional.of(session);
        if (id.isEmpty()) {
            return List.of("no session yet: " + Launcher.command() + " hooks install connects Claude Code");
        }
        JsonNode answer = api.json(hierarchy(id.get()));
        TreeView view = view(answer);
        List<String> lines = new ArrayList<>(TreeRenderer.lines(view, screen));
        if (session == null) {
            lines.addAll(others(api, view, screen));
        }
        return lines;
    }

    private TreeView view(JsonNode answer) {
        JsonNode summary = answer.path("session");
        // servers of before do not count these two
        Integer failedTurns = summary.path("failed_turns").isInt()
                ? summary.path("failed_turns").asInt()
                : null;
        Long activeMs = summary.path("active_ms").isIntegralNumber()
                ? summary.path("active_ms").asLong()
                : null;
        try {
            Hierarchy hierarchy = Json.MAPPER.treeToValue(answer, Hierarchy.class);
            return new TreeView(Forest.of(hierarchy), failedTurns, activeMs, all, ZoneId.systemDefault());
        } catch (JsonProcessingException e) {
            throw new CommandException("the answer is no tree of this version: " + e.getOriginalMessage(), e);
        }
    }

    private static String hierarchy(String id) {
        return "/api/v1/sessions/" + Api.encoded(id) + "/hierarchy";
    }

    private static Optional<String> latest(Api api) {
        return api.read("/api/v1/sessions?limit=1", new TypeReference<Page<SessionSummary>>() {}).items().stream()
                .map(SessionSummary::sessionId)
                .findFirst();
    }

    private static List<String> others(Api api, TreeView view, Terminal screen) {
        SessionSummary shown = view.forest().session();
        Page<SessionSummary> page = api.read(
                "/api/v1/sessions?state=REQUESTED,ACTIVE,WAITING&from=" + (shown.asOf() - RECENT.toMillis()) + "&limit="
                        + (MOST_OTHERS + 1),
                new TypeReference<>() {});
        List<String> lines = new ArrayList<>(page.items().stream()
                .filter(other -> !other.sessionId().equals(shown.sessionId()))
                .limit(MOST_OTHERS)
                .map(other -> TreeRenderer.session(other, screen, view.zone()))
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
}
