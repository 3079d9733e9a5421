package io.delegraph.cli.terminal;

import io.delegraph.cli.terminal.StyledLine.Style;
import io.delegraph.query.Forest;
import io.delegraph.query.Forest.ForestNode;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.SessionSummary;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A session's agents as lines for a terminal.
 *
 * <pre>
 * ● main  at work · 4 min 12 s · 31 tools · 120k tokens
 * ├─ ✓ Explore "find the parser"  finished · 41 s · 12 tools, 1 failed · 16k tokens
 * └─ ⊘ Plan "think"  not started: too deep
 * unparented: what started these is not known
 * └─ ● Explore "who am I"  at work · 3 s
 * Prompt 1  settled · 1 min 2 s · 2 agents · 14 tools
 * Prompt 2 /review  going on · 1 agent · 3 tools, 1 failed
 * </pre>
 *
 * An error is shown on a line of its own below its agent.
 */
public final class TreeRenderer {
    /** Maximum indentation; deeper agents show their depth as a number, because each must fit on a line. */
    private static final int MAX_INDENTED_DEPTH = 40;

    /** Minimum length of a shortened description; with less space the end of the line is cut instead. */
    private static final int MIN_DESCRIPTION_COLUMNS = 10;

    /** Names of prompts by workflow. */
    private final Map<String, String> prompts;

    private final Terminal screen;
    private final Glyphs glyphs;
    private final List<String> lines = new ArrayList<>();

    private TreeRenderer(List<WorkflowSummary> workflows, Terminal screen) {
        this.prompts = PromptLabels.names(workflows);
        this.screen = screen;
        this.glyphs = screen.unicode() ? Glyphs.UNICODE : Glyphs.ASCII;
    }

    public static List<String> lines(Forest forest, Terminal screen) {
        TreeRenderer drawing = new TreeRenderer(forest.workflows(), screen);
        drawing.header(forest.session());
        if (forest.root() != null) {
            drawing.tree(List.of(forest.root()), false);
        }
        if (!forest.unparented().isEmpty()) {
            drawing.add(new StyledLine().add(Style.YELLOW, "unparented: what started these is not known"));
            drawing.tree(forest.unparented(), true);
        }
        forest.workflows().forEach(drawing::prompt);
        drawing.links(forest.session());
        return List.copyOf(drawing.lines);
    }

    /** One line for a session in a list. */
    public static String session(SessionSummary session, Terminal screen) {
        Glyphs glyphs = screen.unicode() ? Glyphs.UNICODE : Glyphs.ASCII;
        return title(session, glyphs, session.stateReason())
                .render(screen.columns(), screen.colour(), glyphs.ellipsis());
    }

    private static StyledLine title(SessionSummary session, Glyphs glyphs, String... more) {
        String facts = Stream.concat(Stream.of(session.project(), who(session)), Stream.of(more))
                .filter(Objects::nonNull)
                .map(TerminalText::printable)
                .map(text -> glyphs.separator() + text)
                .collect(Collectors.joining());
        return new StyledLine()
                .add(Style.BOLD, "session " + TerminalText.printable(session.sessionId()))
                .add(Style.FAINT, facts);
    }

    private static @Nullable String who(SessionSummary session) {
        if (session.user() == null) {
            return session.host();
        }
        return session.host() == null ? session.user() : session.user() + "@" + session.host();
    }

    private void header(SessionSummary session) {
        add(title(session, glyphs));
    }

    private void prompt(WorkflowSummary workflow) {
        if (prompts.containsKey(workflow.workflowId())) {
            String details = PromptLabels.details(workflow).collect(Collectors.joining(glyphs.separator()));
            add(new StyledLine()
                    .add(Style.BOLD, TerminalText.printable(PromptLabels.name(workflow)))
                    .add(Style.FAINT, "  " + details));
        }
    }

    private void links(SessionSummary session) {
        if (session.parentSessionId() != null) {
            add(new StyledLine()
                    .add(Style.FAINT, "started from session " + TerminalText.printable(session.parentSessionId())));
        }
        if (session.previousSessionId() != null) {
            add(new StyledLine()
                    .add(Style.FAINT, "goes on from session " + TerminalText.printable(session.previousSessionId())));
        }
        if (session.nextSessionId() != null) {
            add(new StyledLine()
                    .add(Style.FAINT, "goes on in session " + TerminalText.printable(session.nextSessionId())));
        }
        for (SessionSummary.Child child : session.children()) {
            String by = child.agentId() == null ? "" : " (by " + TerminalText.printable(child.agentId()) + ")";
            add(new StyledLine().add(Style.FAINT, "started session " + TerminalText.printable(child.sessionId()) + by));
        }
    }

    /** An agent to draw, with the prefix of its line and of its children's lines. */
    private record PendingNode(ForestNode node, String before, String beforeChildren, int depth) {}

    private void tree(List<ForestNode> heads, boolean branches) {
        Deque<PendingNode> open = new ArrayDeque<>();
        push(open, heads, "", branches, 0);
        while (!open.isEmpty()) {
            PendingNode next = open.pop();
            boolean deep = next.depth() > MAX_INDENTED_DEPTH;
            agent(deep ? "[" + next.depth() + "] " : next.before(), next.node().agent());
            error(deep ? "" : next.beforeChildren(), next.node().agent());
            push(open, next.node().children(), next.beforeChildren(), true, next.depth() + 1);
        }
    }

    private void push(Deque<PendingNode> open, List<ForestNode> siblings, String before, boolean branches, int depth) {
        for (int i = siblings.size() - 1; i >= 0; i--) {
            boolean last = i == siblings.size() - 1;
            String branch = branches ? last ? glyphs.corner() : glyphs.tee() : "";
            String below = branches ? last ? "   " : glyphs.bar() : "";
            boolean deep = depth > MAX_INDENTED_DEPTH;
            open.push(new PendingNode(siblings.get(i), before + branch, deep ? before : before + below, depth));
        }
    }

    private void agent(String before, AgentLifecycle agent) {
        String mark = before + (screen.unicode() ? glyphs.mark(agent.state()) + " " : glyphs.mark(agent.state()));
        String type = TerminalText.printable(AgentLabels.type(agent));
        String name = agent.name() == null ? "" : " " + TerminalText.printable(agent.name());
        String description =
                agent.description() == null ? "" : " \"" + TerminalText.printable(agent.description()) + "\"";
        String state = "  " + TerminalText.printable(agent.stateReason());
        String details = Stream.concat(AgentLabels.details(agent), prompt(agent))
                .map(text -> glyphs.separator() + text)
                .collect(Collectors.joining());
        int others = Stream.of(mark, type, name, state, details)
                .mapToInt(TerminalText::width)
                .sum();
        int room = Math.max(MIN_DESCRIPTION_COLUMNS, screen.columns() - others);
        String shortened = TerminalText.width(description) <= room
                ? description
                : TerminalText.truncate(description, room - 1, glyphs.ellipsis()) + "\"";
        add(new StyledLine()
                .add(Style.PLAIN, before)
                .add(AgentLabels.style(agent.state()), mark.substring(before.length()))
                .add(Style.BOLD, type)
                .add(Style.PLAIN, name + shortened)
                .add(AgentLabels.style(agent.state()), state)
                .add(Style.FAINT, details));
    }

    /** The prompt of an agent that the root requested; its descendants belong to the same prompt. */
    private Stream<String> prompt(AgentLifecycle agent) {
        boolean top = Objects.equals(agent.agentHierarchyLevel(), 1);
        return Stream.ofNullable(top && agent.workflowId() != null ? prompts.get(agent.workflowId()) : null)
                .map(TerminalText::printable);
    }

    private void error(String before, AgentLifecycle agent) {
        String message = agent.errorMessage();
        if (message != null && !agent.stateReason().contains(message)) {
            add(new StyledLine()
                    .add(Style.PLAIN, before + "  ")
                    .add(AgentLabels.style(agent.state()), TerminalText.printable(message)));
        }
    }

    private void add(StyledLine line) {
        lines.add(line.render(screen.columns(), screen.colour(), glyphs.ellipsis()));
    }
}
