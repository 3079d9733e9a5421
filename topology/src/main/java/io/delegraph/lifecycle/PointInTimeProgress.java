package io.delegraph.lifecycle;

import io.delegraph.lifecycle.row.Activity;
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
 * The progress of a session and its agents at a moment. Rows keep only the latest value of everything, so the latest value before the
 * moment is taken from the rows of prompts, runs, calls and waits.
 */
final class PointInTimeProgress {
    private final Moment moment;
    private final SessionRows rows;

    PointInTimeProgress(Moment moment, SessionRows rows) {
        this.moment = moment;
        this.rows = rows;
    }

    SessionRow session(SessionRow session) {
        return SessionRow.builder()
                .seen(
                        session.seen() == null
                                ? null
                                : new Sighting(session.seen().firstAt(), moment.at(), moment.at()))
                .source(session.source())
                .sourceVersion(session.sourceVersion())
                .project(session.project())
                .user(session.user())
                .host(session.host())
                .process(session.process())
                .startedAt(moment.nullIfLater(session.startedAt()))
                .ended(moment.nullIfLater(session.ended()))
                .promptAt(rows.prompts().values().stream()
                        .flatMap(prompt -> Stream.of(prompt.ownAt(), prompt.notifiedAt()))
                        .filter(moment::reached)
                        .max(Comparator.naturalOrder())
                        .orElse(null))
                .turnEndedAt(rows.prompts().values().stream()
                        .map(PromptRow::stoppedAt)
                        .filter(moment::reached)
                        .max(Comparator.naturalOrder())
                        .orElse(moment.nullIfLater(session.turnEndedAt())))
                .listing(
                        session.listing() == null || session.listing().at() > moment.at()
                                ? null
                                : new Timestamped<>(
                                        session.listing().at(),
                                        session.listing().at()))
                .parent(session.parent())
                .turnFailed(latest(PromptRow::failed, session.turnFailed()))
                .teammatesAt(moment.nullIfLater(session.teammatesAt()))
                .workflowsAt(moment.nullIfLater(session.workflowsAt()))
                .customTitle(session.customTitle())
                .generatedTitle(session.generatedTitle())
                .ledAt(moment.nullIfLater(session.ledAt()))
                .previous(moment.nullIfLater(session.previous()))
                .next(moment.nullIfLater(session.next()))
                .lead(session.lead())
                .build();
    }

    AgentRow agent(AgentRow agent) {
        if (agent.seen() == null || agent.seen().firstAt() > moment.at()) {
            return AgentRow.builder(agent.agentId(), agent.type())
                    .meta(agent.meta())
                    .build();
        }
        List<ToolRow> tools = rows.tools(agent.agentId()).stream()
                .map(tool -> PointInTimeRows.toolCall(tool, moment))
                .filter(Objects::nonNull)
                .toList();
        List<WaitRow> waits = rows.waits(agent.agentId()).stream()
                .filter(wait -> wait.at() <= moment.at())
                .toList();
        Counts counts = Stream.concat(tools.stream().map(Counts::of), Stream.of(Counts.ofRequests(waits.size())))
                .reduce(Counts.ZERO, Counts::plus);
        Timestamped<WaitCause> wait = rows.allWaits(agent.agentId()).stream()
                .filter(asked -> asked.at() <= moment.at())
                .map(asked -> new Timestamped<>(asked.at(), new WaitCause(asked.tool(), asked.kind())))
                .max(Comparator.naturalOrder())
                .orElse(null);
        return AgentRow.builder(agent.agentId(), agent.type())
                .seen(new Sighting(
                        agent.seen().firstAt(),
                        Math.min(moment.at(), agent.seen().lastAt()),
                        moment.at()))
                .meta(agent.meta())
                .permissionMode(agent.permissionMode())
                .modeFromHook(agent.modeFromHook())
                .lastTool(lastTool(tools))
                .usage(agent.isRoot() ? latest(PromptRow::usage, agent.usage()) : moment.nullIfLater(agent.usage()))
                .listedAt(moment.nullIfLater(agent.listedAt()))
                .permission(wait)
                .progressAt(progress(agent, tools))
                .callStartedAt(tools.stream()
                        .map(ToolRow::startedAt)
                        .filter(moment::reached)
                        .max(Comparator.naturalOrder())
                        .orElse(null))
                .interruptedAt(moment.nullIfLater(agent.interruptedAt()))
                .client(agent.client())
                .activity(activity(tools))
                .counts(counts)
                .build();
    }

    private static @Nullable Activity activity(List<ToolRow> tools) {
        return tools.stream()
                .map(tool -> Activity.of(tool.action(), tool.outcome(), tool.evidence()))
                .filter(Objects::nonNull)
                .reduce(Activity::merge)
                .orElse(null);
    }

    /** The agent's latest activity, epoch ms, as far as rows show it: a call, a prompt, or the start or end of a run. */
    private @Nullable Long progress(AgentRow agent, List<ToolRow> tools) {
        Stream<Long> calls = tools.stream()
                .map(ToolRow::startedAt)
                .filter(Objects::nonNull)
                .map(started -> started - ToolCallFragments.SAME_MESSAGE_MS);
        Stream<Long> turns = agent.isRoot()
                ? rows.prompts().values().stream()
                        .flatMap(prompt -> Stream.of(prompt.ownAt(), prompt.notifiedAt(), prompt.stoppedAt()))
                : rows.marks(agent.agentId()).stream()
                        .filter(mark -> mark.kind() == RunMark.Kind.STARTED || mark.kind() == RunMark.Kind.STOPPED)
                        .map(RunMark::at);
        return Stream.of(Stream.of(moment.nullIfLater(agent.progressAt())), calls, turns)
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

    /** The latest value by then: from the prompts, or the overall latest when that is early enough. Other values are not kept. */
    private <T extends Comparable<? super T>> @Nullable Timestamped<T> latest(
            Function<PromptRow, Timestamped<T>> ofPrompt, @Nullable Timestamped<T> ofAll) {
        return Stream.concat(rows.prompts().values().stream().map(ofPrompt), Stream.ofNullable(ofAll))
                .filter(moment::reached)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }
}
