package io.delegraph.lifecycle;

import io.delegraph.lifecycle.row.AgentRow;
import io.delegraph.lifecycle.row.ClientRow;
import io.delegraph.lifecycle.row.Counts;
import io.delegraph.lifecycle.row.LinkRow;
import io.delegraph.lifecycle.row.PromptRow;
import io.delegraph.lifecycle.row.Row;
import io.delegraph.lifecycle.row.RunMark;
import io.delegraph.lifecycle.row.SessionRow;
import io.delegraph.lifecycle.row.ShellRow;
import io.delegraph.lifecycle.row.Sighting;
import io.delegraph.lifecycle.row.SpawnRow;
import io.delegraph.lifecycle.row.TextRow;
import io.delegraph.lifecycle.row.Timestamped;
import io.delegraph.lifecycle.row.ToolRow;
import io.delegraph.lifecycle.row.WaitCause;
import io.delegraph.lifecycle.row.WaitRow;
import io.delegraph.pricing.Prices;
import io.delegraph.schemas.AgentId;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.Hierarchy;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A session as it was at a moment of event time: the rows without what happened later, under the parents that are known now. A moment
 * is looked at with what is known today, so nothing in it is lost that was heard of again. Of several ends of one turn, and of the tokens
 * of a resumed agent, only the latest are kept: before them the turn went on, and the tokens are unknown.
 */
public final class PointInTimeView {
    private final long at;
    private final SessionRows rows;
    private Map<String, Counts> rootCalls;

    private PointInTimeView(long at, SessionRows rows) {
        this.at = at;
        this.rows = rows;
    }

    /** The agents that had been asked for or seen by then as they stood, and what they added up to. */
    public static Hierarchy of(long at, SessionRows rows, LifecycleTimeouts limits, Prices prices, long watermark) {
        Sighting seen = rows.session().seen();
        if (seen == null || at >= seen.lastAt()) {
            SessionView now = new SessionView(rows, limits, prices, watermark);
            return now.hierarchy(at, now.agents());
        }
        SessionRows then = rows.mapped(new PointInTimeView(at, rows)::asOfThen);
        // silence is measured in event time here: arrival times say when it was told, not when it happened
        SessionView view = new SessionView(
                then, DelegationTree.of(rows), DelegationTree.of(then).helpers(), limits, prices, at);
        List<AgentLifecycle> agents = view.agents().stream()
                .filter(agent -> agent.agentId().equals(AgentId.ROOT)
                        || agent.startedAt() != null
                        || agent.requestedAt() != null)
                .filter(agent -> firstAt(agent) <= at)
                .toList();
        return view.hierarchy(at, agents);
    }

    private static long firstAt(AgentLifecycle agent) {
        return Stream.of(agent.requestedAt(), agent.startedAt())
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(0L);
    }

    /** Null drops the row. */
    private Row asOfThen(Row row) {
        return switch (row) {
            case SessionRow it -> asOfThen(it);
            case ClientRow it ->
                it.startedAt() == null || it.startedAt() <= at
                        ? new ClientRow(
                                it.host(),
                                it.pid(),
                                it.startedAt(),
                                nullIfLater(it.endedAt()),
                                Math.min(at, it.seenAt()))
                        : null;
            case PromptRow it -> asOfThen(it);
            case AgentRow it -> asOfThen(it);
            case RunMark it -> it.at() <= at ? it : null;
            case SpawnRow it -> asOfThen(it);
            case LinkRow it -> it.at() <= at ? it : null;
            case WaitRow it -> it.at() <= at ? it : null;
            case ToolRow it -> asOfThen(it);
            case ShellRow it -> asOfThen(it);
            case TextRow it -> it.at() <= at ? it : null;
        };
    }

    private SessionRow asOfThen(SessionRow it) {
        return SessionRow.builder()
                .seen(new Sighting(it.seen().firstAt(), at, at))
                .source(it.source())
                .sourceVersion(it.sourceVersion())
                .project(it.project())
                .user(it.user())
                .host(it.host())
                .process(it.process())
                .startedAt(nullIfLater(it.startedAt()))
                .ended(nullIfLater(it.ended()))
                .promptAt(rows.prompts().values().stream()
                        .flatMap(prompt -> Stream.of(prompt.ownAt(), prompt.notifiedAt()))
                        .filter(time -> time != null && time <= at)
                        .max(Comparator.naturalOrder())
                        .orElse(null))
                .turnEndedAt(rows.prompts().values().stream()
                        .map(PromptRow::stoppedAt)
                        .filter(time -> time != null && time <= at)
                        .max(Comparator.naturalOrder())
                        .orElse(nullIfLater(it.turnEndedAt())))
                .listing(
                        it.listing() == null || it.listing().at() > at
                                ? null
                                : new Timestamped<>(
                                        it.listing().at(), it.listing().at()))
                .parent(it.parent())
                .turnFailed(latest(PromptRow::failed, it.turnFailed()))
                .teammatesAt(nullIfLater(it.teammatesAt()))
                .workflowsAt(nullIfLater(it.workflowsAt()))
                .customTitle(it.customTitle())
                .generatedTitle(it.generatedTitle())
                .ledAt(nullIfLater(it.ledAt()))
                .previous(nullIfLater(it.previous()))
                .next(nullIfLater(it.next()))
                .lead(it.lead())
                .build();
    }

    /** The root's calls until then, by the prompt that each names. */
    private Map<String, Counts> rootCalls() {
        if (rootCalls == null) {
            rootCalls = rows.tools(AgentId.ROOT).stream()
                    .filter(tool -> tool.promptId() != null)
                    .map(this::asOfThen)
                    .filter(Objects::nonNull)
                    .collect(Collectors.toMap(ToolRow::promptId, Counts::of, Counts::plus));
        }
        return rootCalls;
    }

    private PromptRow asOfThen(PromptRow it) {
        boolean own = it.ownAt() != null && it.ownAt() <= at;
        boolean notified = it.notifiedTask() != null && it.notifiedTask().at() <= at;
        Counts calls = rootCalls().getOrDefault(it.promptId(), Counts.ZERO);
        return !own && !notified && calls.toolCalls() == 0
                ? null
                : PromptRow.builder()
                        .promptId(it.promptId())
                        .ownAt(own ? it.ownAt() : null)
                        .promptChars(it.promptChars())
                        .command(it.command())
                        .declared(it.declared())
                        .notifiedTask(notified ? it.notifiedTask() : null)
                        .notifiedAt(notified ? nullIfLater(it.notifiedAt()) : null)
                        .stoppedAt(nullIfLater(it.stoppedAt()))
                        .listedAt(nullIfLater(it.listedAt()))
                        .failed(nullIfLater(it.failed()))
                        .usage(nullIfLater(it.usage()))
                        .toolCalls(calls.toolCalls())
                        .toolFailures(calls.toolFailures())
                        .build();
    }

    private AgentRow asOfThen(AgentRow it) {
        if (it.seen() == null || it.seen().firstAt() > at) {
            return AgentRow.builder(it.agentId(), it.type()).meta(it.meta()).build();
        }
        List<ToolRow> tools = rows.tools(it.agentId()).stream()
                .map(this::asOfThen)
                .filter(Objects::nonNull)
                .toList();
        List<WaitRow> waits = rows.waits(it.agentId()).stream()
                .filter(wait -> wait.at() <= at)
                .toList();
        Counts counts = Stream.concat(tools.stream().map(Counts::of), Stream.of(Counts.ofRequests(waits.size())))
                .reduce(Counts.ZERO, Counts::plus);
        Timestamped<WaitCause> wait = rows.allWaits(it.agentId()).stream()
                .filter(asked -> asked.at() <= at)
                .map(asked -> new Timestamped<>(asked.at(), new WaitCause(asked.tool(), asked.kind())))
                .max(Comparator.naturalOrder())
                .orElse(null);
        return AgentRow.builder(it.agentId(), it.type())
                .seen(new Sighting(it.seen().firstAt(), Math.min(at, it.seen().lastAt()), at))
                .meta(it.meta())
                .permissionMode(it.permissionMode())
                .lastTool(lastTool(tools))
                .usage(it.isRoot() ? latest(PromptRow::usage, it.usage()) : nullIfLater(it.usage()))
                .listedAt(nullIfLater(it.listedAt()))
                .permission(wait)
                .progressAt(progress(it, tools))
                .callStartedAt(tools.stream()
                        .map(ToolRow::startedAt)
                        .filter(time -> time != null && time <= at)
                        .max(Comparator.naturalOrder())
                        .orElse(null))
                .interruptedAt(nullIfLater(it.interruptedAt()))
                .client(it.client())
                .counts(counts)
                .build();
    }

    /** When it went on last, as far as rows tell: by a call, a prompt, or the start or end of a run. */
    private Long progress(AgentRow it, List<ToolRow> tools) {
        Stream<Long> calls = tools.stream()
                .map(ToolRow::startedAt)
                .filter(Objects::nonNull)
                .map(started -> started - ToolCallFragments.SAME_MESSAGE_MS);
        Stream<Long> turns = it.isRoot()
                ? rows.prompts().values().stream()
                        .flatMap(prompt -> Stream.of(prompt.ownAt(), prompt.notifiedAt(), prompt.stoppedAt()))
                : rows.marks(it.agentId()).stream()
                        .filter(mark -> mark.kind() == RunMark.Kind.STARTED || mark.kind() == RunMark.Kind.STOPPED)
                        .map(RunMark::at);
        return Stream.of(Stream.of(nullIfLater(it.progressAt())), calls, turns)
                .flatMap(Function.identity())
                .filter(time -> time != null && time <= at)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private Timestamped<String> lastTool(List<ToolRow> tools) {
        return tools.stream()
                .filter(tool -> tool.tool() != null)
                .map(tool -> new Timestamped<>(
                        tool.endedAt() != null ? tool.endedAt() : tool.startedAt() != null ? tool.startedAt() : 0,
                        tool.tool()))
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private SpawnRow asOfThen(SpawnRow it) {
        Long knownAt = it.firstKnownAt();
        if (knownAt == null || knownAt > at) {
            return null;
        }
        boolean answered = it.answered() != null && it.answered().at() <= at;
        boolean failed = it.failed() != null && it.failed().at() <= at;
        return SpawnRow.builder()
                .toolUseId(it.toolUseId())
                .parentAgentId(it.parentAgentId())
                .promptId(it.promptId())
                .request(it.request())
                .requestedAt(it.requestedAt())
                .arrival(at)
                .answered(answered ? it.answered() : null)
                .childAgentId(answered ? it.childAgentId() : null)
                .totals(answered ? it.totals() : null)
                .failed(failed ? it.failed() : null)
                .failure(failed ? it.failure() : null)
                .batchedAt(nullIfLater(it.batchedAt()))
                .remoteSession(answered ? it.remoteSession() : null)
                .fingerprint(it.fingerprint())
                .team(answered ? it.team() : null)
                .build();
    }

    private ToolRow asOfThen(ToolRow it) {
        Long first = it.startedAt() != null ? it.startedAt() : it.endedAt();
        if (first == null || first > at) {
            return null;
        }
        return it.endedAt() == null || it.endedAt() <= at
                ? it
                : it.with()
                        .startedAt(first)
                        .endedAt(null)
                        .outcome(null)
                        .durationMs(null)
                        .error(null)
                        .denial(null)
                        .errorMessage(null)
                        .build();
    }

    private ShellRow asOfThen(ShellRow it) {
        Long startedAt = nullIfLater(it.startedAt());
        // listed later, so it was there at the moment too
        Long listedAt = startedAt != null && it.listedAt() != null
                ? (Long) Math.min(it.listedAt(), at)
                : nullIfLater(it.listedAt());
        return listedAt == null && startedAt == null
                ? null
                : new ShellRow(
                        it.shellId(),
                        it.ownerAgentId(),
                        it.causeToolUseId(),
                        it.program(),
                        startedAt,
                        it.endsWithAgent(),
                        listedAt);
    }

    private Long nullIfLater(Long time) {
        return time != null && time <= at ? time : null;
    }

    /** The latest until then of what each prompt holds, or of all when it is not later: the rest is kept of the latest alone. */
    private <T extends Comparable<? super T>> Timestamped<T> latest(
            Function<PromptRow, Timestamped<T>> ofPrompt, Timestamped<T> ofAll) {
        return Stream.concat(rows.prompts().values().stream().map(ofPrompt), Stream.ofNullable(ofAll))
                .filter(value -> nullIfLater(value) != null)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private <T extends Comparable<? super T>> Timestamped<T> nullIfLater(Timestamped<T> value) {
        return value != null && value.at() <= at ? value : null;
    }
}
