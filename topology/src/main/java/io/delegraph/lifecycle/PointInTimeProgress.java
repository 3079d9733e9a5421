package io.delegraph.lifecycle;

import io.delegraph.lifecycle.row.AgentRow;
import io.delegraph.lifecycle.row.Counts;
import io.delegraph.lifecycle.row.PromptRow;
import io.delegraph.lifecycle.row.RunMark;
import io.delegraph.lifecycle.row.SessionRow;
import io.delegraph.lifecycle.row.Sighting;
import io.delegraph.lifecycle.row.Timestamped;
import io.delegraph.lifecycle.row.ToolRow;
import io.delegraph.lifecycle.row.WaitCause;
import io.delegraph.lifecycle.row.WaitRow;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The session and its agents as they stood at a moment. Their rows keep the latest of everything: what was the latest then is found among
 * the rows of their prompts, runs, calls and waits.
 */
final class PointInTimeProgress {
    private final Moment moment;
    private final SessionRows rows;

    PointInTimeProgress(Moment moment, SessionRows rows) {
        this.moment = moment;
        this.rows = rows;
    }

    SessionRow session(SessionRow it) {
        return SessionRow.builder()
                .seen(it.seen() == null ? null : new Sighting(it.seen().firstAt(), moment.at(), moment.at()))
                .source(it.source())
                .sourceVersion(it.sourceVersion())
                .project(it.project())
                .user(it.user())
                .host(it.host())
                .process(it.process())
                .startedAt(moment.nullIfLater(it.startedAt()))
                .ended(moment.nullIfLater(it.ended()))
                .promptAt(rows.prompts().values().stream()
                        .flatMap(prompt -> Stream.of(prompt.ownAt(), prompt.notifiedAt()))
                        .filter(moment::reached)
                        .max(Comparator.naturalOrder())
                        .orElse(null))
                .turnEndedAt(rows.prompts().values().stream()
                        .map(PromptRow::stoppedAt)
                        .filter(moment::reached)
                        .max(Comparator.naturalOrder())
                        .orElse(moment.nullIfLater(it.turnEndedAt())))
                .listing(
                        it.listing() == null || it.listing().at() > moment.at()
                                ? null
                                : new Timestamped<>(
                                        it.listing().at(), it.listing().at()))
                .parent(it.parent())
                .turnFailed(latest(PromptRow::failed, it.turnFailed()))
                .teammatesAt(moment.nullIfLater(it.teammatesAt()))
                .workflowsAt(moment.nullIfLater(it.workflowsAt()))
                .customTitle(it.customTitle())
                .generatedTitle(it.generatedTitle())
                .ledAt(moment.nullIfLater(it.ledAt()))
                .previous(moment.nullIfLater(it.previous()))
                .next(moment.nullIfLater(it.next()))
                .lead(it.lead())
                .build();
    }

    AgentRow agent(AgentRow it) {
        if (it.seen() == null || it.seen().firstAt() > moment.at()) {
            return AgentRow.builder(it.agentId(), it.type()).meta(it.meta()).build();
        }
        List<ToolRow> tools = rows.tools(it.agentId()).stream()
                .map(tool -> PointInTimeRows.toolCall(tool, moment))
                .filter(Objects::nonNull)
                .toList();
        List<WaitRow> waits = rows.waits(it.agentId()).stream()
                .filter(wait -> wait.at() <= moment.at())
                .toList();
        Counts counts = Stream.concat(tools.stream().map(Counts::of), Stream.of(Counts.ofRequests(waits.size())))
                .reduce(Counts.ZERO, Counts::plus);
        Timestamped<WaitCause> wait = rows.allWaits(it.agentId()).stream()
                .filter(asked -> asked.at() <= moment.at())
                .map(asked -> new Timestamped<>(asked.at(), new WaitCause(asked.tool(), asked.kind())))
                .max(Comparator.naturalOrder())
                .orElse(null);
        return AgentRow.builder(it.agentId(), it.type())
                .seen(new Sighting(
                        it.seen().firstAt(), Math.min(moment.at(), it.seen().lastAt()), moment.at()))
                .meta(it.meta())
                .permissionMode(it.permissionMode())
                .lastTool(lastTool(tools))
                .usage(it.isRoot() ? latest(PromptRow::usage, it.usage()) : moment.nullIfLater(it.usage()))
                .listedAt(moment.nullIfLater(it.listedAt()))
                .permission(wait)
                .progressAt(progress(it, tools))
                .callStartedAt(tools.stream()
                        .map(ToolRow::startedAt)
                        .filter(moment::reached)
                        .max(Comparator.naturalOrder())
                        .orElse(null))
                .interruptedAt(moment.nullIfLater(it.interruptedAt()))
                .client(it.client())
                .counts(counts)
                .build();
    }

    /** When it went on last, as far as rows tell: by a call, a prompt, or the start or end of a run. */
    private @Nullable Long progress(AgentRow it, List<ToolRow> tools) {
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
        return Stream.of(Stream.of(moment.nullIfLater(it.progressAt())), calls, turns)
                .flatMap(Function.identity())
                .filter(moment::reached)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private static @Nullable Timestamped<String> lastTool(List<ToolRow> tools) {
        return tools.stream()
                .filter(tool -> tool.tool() != null)
                .map(tool -> new Timestamped<>(
                        tool.endedAt() != null ? tool.endedAt() : tool.startedAt() != null ? tool.startedAt() : 0,
                        tool.tool()))
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    /** The latest until then of what each prompt holds, or of all when it is not later: the rest is kept of the latest alone. */
    private <T extends Comparable<? super T>> @Nullable Timestamped<T> latest(
            Function<PromptRow, Timestamped<T>> ofPrompt, @Nullable Timestamped<T> ofAll) {
        return Stream.concat(rows.prompts().values().stream().map(ofPrompt), Stream.ofNullable(ofAll))
                .filter(moment::reached)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }
}
