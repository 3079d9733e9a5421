package io.delegraph.lifecycle;

import io.delegraph.lifecycle.row.AgentRow;
import io.delegraph.lifecycle.row.PromptRow;
import io.delegraph.lifecycle.row.RunMark;
import io.delegraph.lifecycle.row.ToolRow;
import io.delegraph.lifecycle.row.WaitRow;
import io.delegraph.schemas.lifecycle.AgentRun;
import io.delegraph.schemas.lifecycle.TimelineEntry;
import io.delegraph.schemas.lifecycle.WaitKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What happened in a session, from its rows. */
public final class Timeline {
    private final SessionRows rows;
    private final Edges edges;
    private final List<TimelineEntry> entries = new ArrayList<>();

    private Timeline(SessionRows rows) {
        this.rows = rows;
        this.edges = Edges.of(rows);
    }

    /**
     * Oldest first.
     *
     * @param agentId null for every agent
     * @param from entries that end at or after, epoch ms; null for any
     * @param to entries that begin before, epoch ms; null for any
     */
    public static List<TimelineEntry> of(SessionRows rows, String agentId, Long from, Long to) {
        Timeline timeline = new Timeline(rows);
        Set<String> agents =
                new TreeSet<>(agentId == null ? timeline.edges.all().keySet() : Set.of(agentId));
        if (agentId == null || agentId.equals(AgentRow.ROOT)) {
            agents.add(AgentRow.ROOT);
            timeline.prompts();
        }
        agents.forEach(timeline::agent);
        return timeline.entries.stream()
                .filter(entry -> to == null || start(entry) < to)
                .filter(entry -> from == null || entry.endedAt() == null || entry.endedAt() >= from)
                .sorted(Comparator.comparingLong(Timeline::start)
                        .thenComparing(TimelineEntry::agentId)
                        .thenComparing(TimelineEntry::id, Comparator.nullsFirst(Comparator.naturalOrder())))
                .toList();
    }

    private static long start(TimelineEntry entry) {
        return entry.at() != null ? entry.at() : entry.endedAt() != null ? entry.endedAt() : 0;
    }

    private void agent(String agentId) {
        List<RunMark> marks = rows.marks(agentId);
        String request = edges.of(agentId).toolUseId();
        for (Run run : Run.fold(marks, request == null ? null : rows.spawns().get(request))) {
            AgentRun shown = run.shown();
            entries.add(new TimelineEntry(
                    "run",
                    agentId,
                    shown.startedAt(),
                    shown.endedAt(),
                    shown.causeToolUseId(),
                    null,
                    null,
                    shown.outcome() == null ? null : shown.outcome().name(),
                    shown.startedAt() == null || shown.endedAt() == null
                            ? null
                            : (Long) Math.max(0, shown.endedAt() - shown.startedAt()),
                    run.end() == null || run.end().kind() != RunMark.Kind.FAILED
                            ? null
                            : run.end().detail(),
                    null,
                    run.end() == null ? null : run.end().message(),
                    run.number()));
        }
        List<ToolRow> tools = rows.tools(agentId);
        tools.forEach(tool -> entries.add(entry(tool)));
        rows.waits(agentId).forEach(wait -> entries.add(entry(wait, tools)));
    }

    private static TimelineEntry entry(ToolRow tool) {
        return new TimelineEntry(
                tool.message() ? "message" : "tool",
                tool.agentId(),
                tool.startedAt(),
                tool.endedAt(),
                tool.toolUseId(),
                tool.tool(),
                tool.target(),
                tool.outcome() == null ? null : tool.outcome().name(),
                tool.durationMs(),
                tool.error(),
                tool.denial(),
                tool.errorMessage(),
                null);
    }

    private static TimelineEntry entry(WaitRow wait, List<ToolRow> tools) {
        Long endedAt = endOf(wait, tools).orElse(null);
        return new TimelineEntry(
                "wait",
                wait.agentId(),
                wait.at(),
                endedAt,
                wait.eventId(),
                wait.tool(),
                null,
                null,
                endedAt == null ? null : endedAt - wait.at(),
                null,
                null,
                null,
                null);
    }

    /**
     * A wait is for the first call of its tool that ends after it began, and ends when that call is let run: its own time, as the client
     * measures it, holds no wait for a person.
     */
    static Optional<Long> endOf(WaitRow wait, List<ToolRow> tools) {
        return ending(wait, tools).map(call -> endOf(wait, call));
    }

    static long endOf(WaitRow wait, ToolRow call) {
        if (WaitKind.ofTool(wait.tool()) == WaitKind.ELICITATION) {
            // asked in the middle of the call, and nothing tells how long that took
            return call.endedAt();
        }
        return Math.max(wait.at(), call.endedAt() - (call.durationMs() == null ? 0 : call.durationMs()));
    }

    /** The call that a wait was for. */
    static Optional<ToolRow> ending(WaitRow wait, List<ToolRow> tools) {
        boolean elicited = WaitKind.ofTool(wait.tool()) == WaitKind.ELICITATION;
        return tools.stream()
                .filter(tool -> tool.endedAt() != null && tool.endedAt() >= wait.at())
                .filter(tool -> elicited
                        ? tool.startedAt() != null && tool.startedAt() <= wait.at()
                        : wait.tool().equals(tool.tool()))
                .min(Comparator.comparing(ToolRow::endedAt).thenComparing(ToolRow::toolUseId));
    }

    private void prompts() {
        PromptNumbers numbers = new PromptNumbers(rows);
        for (PromptRow prompt : rows.prompts().values()) {
            if (prompt.ownAt() != null) {
                entries.add(new TimelineEntry(
                        "prompt",
                        AgentRow.ROOT,
                        prompt.ownAt(),
                        prompt.ownAt(),
                        prompt.promptId(),
                        null,
                        prompt.command(),
                        prompt.failed() == null ? null : "FAILED",
                        null,
                        prompt.failed() == null ? null : prompt.failed().value().type(),
                        null,
                        prompt.failed() == null ? null : prompt.failed().value().message(),
                        numbers.of(prompt.promptId())));
            }
        }
    }
}
