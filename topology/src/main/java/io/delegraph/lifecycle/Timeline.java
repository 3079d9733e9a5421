package io.delegraph.lifecycle;

import io.delegraph.lifecycle.row.PromptRow;
import io.delegraph.lifecycle.row.RunMark;
import io.delegraph.lifecycle.row.ToolRow;
import io.delegraph.lifecycle.row.WaitRow;
import io.delegraph.schemas.AgentId;
import io.delegraph.schemas.lifecycle.AgentRun;
import io.delegraph.schemas.lifecycle.TimelineEntry;
import io.delegraph.schemas.lifecycle.WaitKind;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The timeline of a session, built from its rows. */
public final class Timeline {
    /** A total order: no two entries of a session are equal in all of these keys. */
    private static final Comparator<TimelineEntry> ORDER = Comparator.comparingLong(Timeline::start)
            .thenComparing(TimelineEntry::agentId)
            .thenComparing(TimelineEntry::id, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(TimelineEntry::kind)
            .thenComparing(TimelineEntry::endedAt, Comparator.nullsFirst(Comparator.naturalOrder()));

    private static final Comparator<ToolRow> FIRST_END =
            Comparator.comparing(ToolRow::endedAt).thenComparing(ToolRow::toolUseId);

    private final SessionRows rows;
    private final DelegationTree tree;
    private final Consumer<TimelineEntry> entries;

    private Timeline(SessionRows rows, Consumer<TimelineEntry> entries) {
        this.rows = rows;
        this.tree = DelegationTree.of(rows);
        this.entries = entries;
    }

    /**
     * The oldest entries behind {@code after}, oldest first. At most a page of entries is in memory, however many there are.
     *
     * @param agentId null for every agent
     * @param from entries that end at or after, epoch ms; null for any
     * @param to entries that begin before, epoch ms; null for any
     * @param after the last one of the page before; null for the first page
     * @param most page size
     */
    public static List<TimelineEntry> page(
            SessionRows rows,
            @Nullable String agentId,
            @Nullable Long from,
            @Nullable Long to,
            @Nullable TimelineEntry after,
            int most) {
        NavigableSet<TimelineEntry> page = new TreeSet<>(ORDER);
        Timeline timeline = new Timeline(rows, entry -> {
            if ((to == null || start(entry) < to)
                    && (from == null || entry.endedAt() == null || entry.endedAt() >= from)
                    && (after == null || ORDER.compare(entry, after) > 0)) {
                page.add(entry);
                if (page.size() > most) {
                    page.pollLast();
                }
            }
        });
        Set<String> agents = new TreeSet<>(agentId == null ? timeline.tree.all().keySet() : Set.of(agentId));
        if (agentId == null || agentId.equals(AgentId.ROOT)) {
            agents.add(AgentId.ROOT);
            timeline.prompts();
        }
        agents.forEach(timeline::agent);
        return List.copyOf(page);
    }

    private static long start(TimelineEntry entry) {
        return entry.at() != null ? entry.at() : entry.endedAt() != null ? entry.endedAt() : 0;
    }

    private void agent(String agentId) {
        List<RunMark> marks = rows.marks(agentId);
        String request = tree.of(agentId).toolUseId();
        for (ObservedRun run :
                ObservedRun.fold(marks, request == null ? null : rows.spawns().get(request))) {
            AgentRun shown = run.toAgentRun();
            entries.accept(TimelineEntry.builder()
                    .kind("run")
                    .agentId(agentId)
                    .at(shown.startedAt())
                    .endedAt(shown.endedAt())
                    .id(shown.causeToolUseId())
                    .outcome(shown.outcome() == null ? null : shown.outcome().name())
                    .durationMs(
                            shown.startedAt() == null || shown.endedAt() == null
                                    ? null
                                    : (Long) Math.max(0, shown.endedAt() - shown.startedAt()))
                    .error(
                            run.end() == null || run.end().kind() != RunMark.Kind.FAILED
                                    ? null
                                    : run.end().detail())
                    .errorMessage(run.end() == null ? null : run.end().message())
                    .number(run.number())
                    .build());
        }
        List<WaitRow> waits = rows.waits(agentId);
        Map<WaitRow, ToolRow> ends = new HashMap<>();
        rows.forEachTool(agentId, tool -> {
            entries.accept(entry(tool));
            waits.stream()
                    .filter(wait -> mayEnd(wait, tool))
                    .forEach(wait -> ends.merge(wait, tool, (a, b) -> FIRST_END.compare(a, b) <= 0 ? a : b));
        });
        waits.forEach(wait -> entries.accept(entry(wait, ends.get(wait))));
    }

    private static TimelineEntry entry(ToolRow tool) {
        return TimelineEntry.builder()
                .kind(tool.isMessage() ? "message" : "tool")
                .agentId(tool.agentId())
                .at(tool.startedAt())
                .endedAt(tool.endedAt())
                .id(tool.toolUseId())
                .tool(tool.tool())
                .target(tool.target())
                .outcome(tool.outcome() == null ? null : tool.outcome().name())
                .durationMs(tool.durationMs())
                .error(tool.error())
                .denial(tool.denial())
                .errorMessage(tool.errorMessage())
                .build();
    }

    /** The entry of a wait; {@code end} is the call that the wait was for, null while it goes on. */
    private static TimelineEntry entry(WaitRow wait, @Nullable ToolRow end) {
        Long endedAt = end == null ? null : (Long) endOf(wait, end);
        return TimelineEntry.builder()
                .kind("wait")
                .agentId(wait.agentId())
                .at(wait.at())
                .endedAt(endedAt)
                .id(wait.eventId())
                .tool(wait.tool())
                .durationMs(endedAt == null ? null : endedAt - wait.at())
                .build();
    }

    /**
     * The end of a wait. A wait is for the first call of its tool that ends after the wait began, and it ends when that call is allowed to
     * run: the duration that the client measures for a call does not include waiting for a person.
     */
    static Optional<Long> endOf(WaitRow wait, List<ToolRow> tools) {
        return endingCall(wait, tools).map(call -> endOf(wait, call));
    }

    static long endOf(WaitRow wait, ToolRow call) {
        long endedAt = Objects.requireNonNull(call.endedAt(), "a wait ends with a call that ended");
        if (wait.kind() == WaitKind.ELICITATION) {
            // asked in the middle of the call, so the length of the wait is unknown
            return endedAt;
        }
        return Math.max(wait.at(), endedAt - (call.durationMs() == null ? 0 : call.durationMs()));
    }

    /** The call that a wait was for. */
    static Optional<ToolRow> endingCall(WaitRow wait, List<ToolRow> tools) {
        return tools.stream().filter(tool -> mayEnd(wait, tool)).min(FIRST_END);
    }

    /** The calls that a wait may have been for, the most likely first. */
    static List<ToolRow> candidateCalls(WaitRow wait, List<ToolRow> tools) {
        return tools.stream()
                .filter(tool -> mayEnd(wait, tool))
                .sorted(FIRST_END)
                .toList();
    }

    /** Whether a wait may have been for a call. */
    private static boolean mayEnd(WaitRow wait, ToolRow tool) {
        if (tool.endedAt() == null || tool.endedAt() < wait.at()) {
            return false;
        }
        return wait.kind() == WaitKind.ELICITATION
                ? tool.startedAt() != null && tool.startedAt() <= wait.at()
                : wait.tool().equals(tool.tool());
    }

    private void prompts() {
        PromptNumbers numbers = new PromptNumbers(rows);
        for (PromptRow prompt : rows.prompts().values()) {
            if (prompt.ownAt() != null) {
                entries.accept(TimelineEntry.builder()
                        .kind("prompt")
                        .agentId(AgentId.ROOT)
                        .at(prompt.ownAt())
                        .endedAt(prompt.ownAt())
                        .id(prompt.promptId())
                        .target(prompt.command())
                        .outcome(prompt.failed() == null ? null : "FAILED")
                        .error(
                                prompt.failed() == null
                                        ? null
                                        : prompt.failed().value().type())
                        .errorMessage(
                                prompt.failed() == null
                                        ? null
                                        : prompt.failed().value().message())
                        .number(numbers.of(prompt.promptId()))
                        .build());
            }
        }
    }
}
