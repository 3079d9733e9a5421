package io.delegraph.cli.terminal;

import io.delegraph.cli.terminal.StyledLine.Style;
import io.delegraph.query.Forest;
import io.delegraph.query.Forest.ForestNode;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.lifecycle.EdgeEvidence;
import io.delegraph.schemas.lifecycle.SessionSummary;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A session's agents as lines for a terminal.
 *
 * <pre>
 * Checkout, second attempt
 * session 2bea8392 · shop · ada@box
 * since 14:02 · $0.50 · 1 not started
 * ● main  at work · 4 min 12 s · $0.20 · 31 tools · 120k tokens
 * ├─ ✓ 7 finished, $4.10  4 Explore, 3 Plan; 12 more below them
 * ├─ ✓ Explore "find the parser"  finished · 41 s · $0.05 · 12 tools, 1 failed · 16k tokens
 * └─ ⊘ Plan "think"  not started: too deep
 * parent unknown: nothing says who asked for these
 * └─ ● Explore "who am I"  at work · 3 s
 * Prompt 1  finished · 1 min 2 s · 2 agents · 14 tools
 * Prompt 2 /review  at work · 1 agent · 3 tools, 1 failed
 * </pre>
 *
 * An error is shown on a line of its own below its agent.
 */
public final class TreeRenderer {
    /** Maximum indentation; deeper agents show their depth as a number, because each must fit on a line. */
    private static final int MAX_INDENTED_DEPTH = 40;

    /** Names by workflow. */
    private final Map<String, String> prompts;

    private final Set<ForestNode> foldable;
    private final Moments moments;
    private final Terminal screen;
    private final Glyphs glyphs;
    private final AgentLine agentLine;
    private final List<String> lines = new ArrayList<>();
    private boolean folded;

    private TreeRenderer(TreeView view, Terminal screen) {
        this.prompts = PromptLabels.names(view.forest().workflows());
        this.foldable = view.unfolded() ? Set.of() : FinishedSiblings.foldable(view.forest());
        this.moments = view.moments();
        this.screen = screen;
        this.glyphs = Glyphs.of(screen);
        this.agentLine = new AgentLine(screen, glyphs);
    }

    public static List<String> lines(TreeView view, Terminal screen) {
        Forest forest = view.forest();
        TreeRenderer drawing = new TreeRenderer(view, screen);
        SessionLines.header(view, drawing.glyphs).forEach(drawing::add);
        if (forest.root() != null) {
            drawing.tree(List.of(forest.root()), false);
        }
        if (!forest.unparented().isEmpty()) {
            drawing.add(new StyledLine()
                    .add(Style.YELLOW, Terms.of(EdgeEvidence.NONE) + ": nothing says who asked for these"));
            drawing.tree(forest.unparented(), true);
        }
        if (drawing.folded) {
            drawing.add(new StyledLine()
                    .add(Style.FAINT, Terms.of(AgentState.COMPLETED) + " agents are folded; --all shows each of them"));
        }
        forest.workflows().forEach(drawing::prompt);
        SessionLines.links(forest.session()).forEach(drawing::add);
        return List.copyOf(drawing.lines);
    }

    /** One line for a session in a list. */
    public static String session(SessionSummary session, Terminal screen, ZoneId zone) {
        Glyphs glyphs = Glyphs.of(screen);
        return SessionLines.inList(session, glyphs, new Moments(zone, session.asOf()))
                .render(screen.columns(), screen.colour(), glyphs.ellipsis());
    }

    private void prompt(WorkflowSummary workflow) {
        if (prompts.containsKey(workflow.workflowId())) {
            String details = PromptLabels.details(workflow).collect(Collectors.joining(glyphs.separator()));
            add(new StyledLine()
                    .add(Style.BOLD, TerminalText.printable(PromptLabels.name(workflow)))
                    .add(Style.FAINT, "  " + details));
        }
    }

    /** Something to draw: an agent, or siblings in one line; what stands before it, and what stands before its children. */
    private record PendingLine(
            @Nullable ForestNode node, List<ForestNode> siblings, String before, String beforeChildren, int depth) {}

    private void tree(List<ForestNode> heads, boolean branches) {
        Deque<PendingLine> open = new ArrayDeque<>();
        push(open, heads, "", branches, 0);
        while (!open.isEmpty()) {
            PendingLine next = open.pop();
            boolean deep = next.depth() > MAX_INDENTED_DEPTH;
            String before = deep ? "[" + next.depth() + "] " : next.before();
            if (next.node() == null) {
                finished(before, next.siblings());
                continue;
            }
            AgentLifecycle agent = next.node().agent();
            add(agentLine.of(before, agent, AgentLabels.details(agent, moments, prompt(agent))));
            error(deep ? "" : next.beforeChildren(), agent);
            push(open, next.node().children(), next.beforeChildren(), true, next.depth() + 1);
        }
    }

    private void push(Deque<PendingLine> open, List<ForestNode> siblings, String before, boolean branches, int depth) {
        List<ForestNode> finished = FinishedSiblings.of(siblings, foldable);
        Set<ForestNode> hidden = new HashSet<>(finished);
        List<ForestNode> shown =
                siblings.stream().filter(node -> !hidden.contains(node)).toList();
        for (int i = shown.size() - 1; i >= 0; i--) {
            boolean last = i == shown.size() - 1;
            String branch = branches ? last ? glyphs.corner() : glyphs.tee() : "";
            String below = branches ? last ? "   " : glyphs.bar() : "";
            boolean deep = depth > MAX_INDENTED_DEPTH;
            open.push(new PendingLine(shown.get(i), List.of(), before + branch, deep ? before : before + below, depth));
        }
        if (!finished.isEmpty()) {
            String branch = branches ? shown.isEmpty() ? glyphs.corner() : glyphs.tee() : "";
            open.push(new PendingLine(null, finished, before + branch, before, depth));
        }
    }

    private void finished(String before, List<ForestNode> siblings) {
        FinishedSiblings all = FinishedSiblings.of(siblings);
        String mark = screen.unicode() ? glyphs.mark(AgentState.COMPLETED) + " " : "";
        add(new StyledLine()
                .add(Style.PLAIN, before)
                .add(Style.GREEN, mark + all.counted())
                .add(Style.FAINT, "  " + TerminalText.printable(all.kinds())));
        folded = true;
    }

    /** Of an agent that the root asked for; what is below belongs to the same prompt. */
    private @Nullable String prompt(AgentLifecycle agent) {
        boolean top = Objects.equals(agent.agentHierarchyLevel(), 1);
        return top && agent.workflowId() != null ? prompts.get(agent.workflowId()) : null;
    }

    private void error(String before, AgentLifecycle agent) {
        String message = agent.errorMessage();
        if (message != null && !agent.stateReason().contains(message)) {
            add(new StyledLine()
                    .add(Style.PLAIN, before + "  ")
                    .add(AgentLabels.style(agent), TerminalText.printable(message)));
        }
    }

    private void add(StyledLine line) {
        lines.add(line.render(screen.columns(), screen.colour(), glyphs.ellipsis()));
    }
}
