package io.delegraph.lifecycle;

import static io.delegraph.schemas.AgentId.ROOT;

import io.delegraph.analysis.graph.AgentExecution.FileUse;
import io.delegraph.analysis.graph.AgentExecution.Message;
import io.delegraph.analysis.graph.TimeRange;
import io.delegraph.lifecycle.row.RunMark;
import io.delegraph.lifecycle.row.ToolRow;
import io.delegraph.lifecycle.row.WaitRow;
import io.delegraph.schemas.event.ToolAction;
import io.delegraph.schemas.event.ToolOutcome;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Files, messages and waits in the tool calls of a workflow's agents, read from the store once per agent. */
final class ToolCallIndex {
    /** Every call of an agent. */
    static final Predicate<ToolRow> ALL = call -> true;

    private final SessionRows rows;
    private final Map<String, List<ToolRow>> tools = new HashMap<>();

    /** The calls of each agent that wait for background agents, by the awaited agent; filled on first use. */
    private final Map<String, Map<String, List<ToolRow>>> awaitingCallsByAgent = new HashMap<>();

    private @Nullable Map<String, Long> rootCallStarts;

    /** Agent ids by the names that a message may use for them. */
    private final Map<String, String> agentIdsByName = new HashMap<>();

    /** Agent ids by the call that resumed them. */
    private final Map<String, String> resumedByCall = new HashMap<>();

    ToolCallIndex(SessionRows rows, Collection<AgentLifecycle> members) {
        this.rows = rows;
        for (AgentLifecycle agent : members) {
            if (agent.name() != null) {
                agentIdsByName.put(agent.name(), agent.agentId());
            }
            for (RunMark mark : rows.marks(agent.agentId())) {
                if (mark.kind() == RunMark.Kind.RESUMED && mark.causeToolUseId() != null) {
                    resumedByCall.put(mark.causeToolUseId(), agent.agentId());
                }
            }
        }
    }

    private List<ToolRow> of(String agentId) {
        return tools.computeIfAbsent(agentId, rows::tools);
    }

    private List<ToolRow> of(String agentId, Predicate<ToolRow> which) {
        return of(agentId).stream().filter(which).toList();
    }

    private static long at(ToolRow tool) {
        return tool.startedAt() != null ? tool.startedAt() : tool.endedAt() == null ? 0 : tool.endedAt();
    }

    int count(String agentId, Predicate<ToolRow> which) {
        return of(agentId, which).size();
    }

    List<FileUse> files(String agentId, Predicate<ToolRow> which) {
        return of(agentId, which).stream()
                .filter(tool -> tool.file() != null
                        && tool.outcome() != ToolOutcome.FAILED
                        && tool.outcome() != ToolOutcome.DENIED)
                .map(tool -> new FileUse(
                        tool.file(),
                        tool.action() == ToolAction.WRITE_FILE,
                        tool.endedAt() == null ? at(tool) : tool.endedAt()))
                .sorted(Comparator.comparingLong(FileUse::at).thenComparing(FileUse::file))
                .toList();
    }

    List<Message> messages(String agentId, Predicate<ToolRow> which) {
        return of(agentId, which).stream()
                .filter(tool -> tool.isMessage() && tool.outcome() == ToolOutcome.SUCCEEDED)
                .map(tool -> new Message(receiver(tool), at(tool), tool.chars()))
                .sorted(Comparator.comparingLong(Message::at).thenComparing(Message::to))
                .toList();
    }

    private String receiver(ToolRow message) {
        String target = message.target() == null ? "" : message.target();
        return resumedByCall.getOrDefault(message.toolUseId(), agentIdsByName.getOrDefault(target, target));
    }

    /** The request times of each run after the first, epoch ms: the start of the call, since its end may be later than the run's start. */
    List<Long> resumeRequestTimes(String agentId) {
        List<Long> resumes = new ArrayList<>();
        for (RunMark mark : TranscriptDeduplicator.deduplicate(rows.marks(agentId))) {
            if (mark.kind() == RunMark.Kind.RESUMED) {
                resumes.add(rootCallStarts().getOrDefault(mark.causeToolUseId(), mark.at()));
            }
        }
        return resumes;
    }

    private Map<String, Long> rootCallStarts() {
        if (rootCallStarts == null) {
            Map<String, Long> starts = new HashMap<>();
            of(ROOT).forEach(tool -> starts.putIfAbsent(tool.toolUseId(), at(tool)));
            rootCallStarts = starts;
        }
        return rootCallStarts;
    }

    /** The time that the parent spent waiting for a background agent; null when it did not wait, or not to the end. */
    @Nullable
    TimeRange awaitedByParent(AgentLifecycle agent) {
        if (agent.parentAgentId() == null || agent.endedAt() == null) {
            return null;
        }
        long endedAt = agent.endedAt();
        return awaitingCallsByAgent
                .computeIfAbsent(agent.parentAgentId(), this::awaitingCalls)
                .getOrDefault(agent.agentId(), List.of())
                .stream()
                .filter(tool -> at(tool) <= endedAt && tool.endedAt() != null && tool.endedAt() >= endedAt)
                .map(tool -> new TimeRange(at(tool), tool.endedAt()))
                .min(Comparator.comparingLong(TimeRange::to).thenComparingLong(TimeRange::from))
                .orElse(null);
    }

    private Map<String, List<ToolRow>> awaitingCalls(String agentId) {
        return of(agentId).stream()
                .filter(tool -> tool.action() == ToolAction.AWAIT_AGENT && tool.target() != null)
                .collect(Collectors.groupingBy(ToolRow::target));
    }

    /** The waits for permissions, each from the request until the call was allowed to run; waits without a known end are left out. */
    List<TimeRange> personWaits(String agentId, @Nullable TimeRange span) {
        List<TimeRange> waits = new ArrayList<>();
        for (WaitRow wait : rows.waits(agentId)) {
            Timeline.endOf(wait, of(agentId))
                    .map(end -> new TimeRange(wait.at(), end))
                    .filter(range -> span == null || range.overlapMs(span) > 0)
                    .ifPresent(waits::add);
        }
        waits.sort(Comparator.comparingLong(TimeRange::from).thenComparingLong(TimeRange::to));
        return waits;
    }
}
