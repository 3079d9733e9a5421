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
import io.delegraph.lifecycle.row.SpawnRow;
import io.delegraph.lifecycle.row.TextRow;
import io.delegraph.lifecycle.row.ToolRow;
import io.delegraph.lifecycle.row.WaitRow;
import io.delegraph.schemas.AgentId;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rows of a session without what happened after a moment. */
final class PointInTimeRows {
    private final Moment moment;
    private final SessionRows rows;
    private final PointInTimeProgress progress;
    private @Nullable Map<String, Counts> rootCalls;

    PointInTimeRows(Moment moment, SessionRows rows) {
        this.moment = moment;
        this.rows = rows;
        this.progress = new PointInTimeProgress(moment, rows);
    }

    /** Null drops the row. */
    @Nullable
    Row asOfThen(Row row) {
        return switch (row) {
            case SessionRow it -> progress.session(it);
            case ClientRow it ->
                it.startedAt() == null || it.startedAt() <= moment.at()
                        ? new ClientRow(
                                it.host(),
                                it.pid(),
                                it.startedAt(),
                                moment.nullIfLater(it.endedAt()),
                                Math.min(moment.at(), it.seenAt()))
                        : null;
            case PromptRow it -> prompt(it);
            case AgentRow it -> progress.agent(it);
            case RunMark it -> it.at() <= moment.at() ? it : null;
            case SpawnRow it -> spawn(it);
            case LinkRow it -> it.at() <= moment.at() ? it : null;
            case WaitRow it -> it.at() <= moment.at() ? it : null;
            case ToolRow it -> toolCall(it, moment);
            case ShellRow it -> shell(it);
            case TextRow it -> it.at() <= moment.at() ? it : null;
        };
    }

    /** The root's calls until then, by the prompt that each names. */
    private Map<String, Counts> rootCalls() {
        if (rootCalls == null) {
            rootCalls = rows.tools(AgentId.ROOT).stream()
                    .filter(tool -> tool.promptId() != null)
                    .map(tool -> toolCall(tool, moment))
                    .filter(Objects::nonNull)
                    .collect(Collectors.toMap(ToolRow::promptId, Counts::of, Counts::plus));
        }
        return rootCalls;
    }

    private @Nullable PromptRow prompt(PromptRow it) {
        boolean own = moment.reached(it.ownAt());
        boolean notified = moment.reached(it.notifiedTask());
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
                        .notifiedAt(notified ? moment.nullIfLater(it.notifiedAt()) : null)
                        .stoppedAt(moment.nullIfLater(it.stoppedAt()))
                        .listedAt(moment.nullIfLater(it.listedAt()))
                        .failed(moment.nullIfLater(it.failed()))
                        .usage(moment.nullIfLater(it.usage()))
                        .toolCalls(calls.toolCalls())
                        .toolFailures(calls.toolFailures())
                        .build();
    }

    private @Nullable SpawnRow spawn(SpawnRow it) {
        Long knownAt = it.firstKnownAt();
        if (knownAt == null || knownAt > moment.at()) {
            return null;
        }
        boolean answered = moment.reached(it.answered());
        boolean failed = moment.reached(it.failed());
        return SpawnRow.builder()
                .toolUseId(it.toolUseId())
                .parentAgentId(it.parentAgentId())
                .promptId(it.promptId())
                .request(it.request())
                .requestedAt(it.requestedAt())
                .arrival(moment.at())
                .answered(answered ? it.answered() : null)
                .childAgentId(answered ? it.childAgentId() : null)
                .totals(answered ? it.totals() : null)
                .failed(failed ? it.failed() : null)
                .failure(failed ? it.failure() : null)
                .batchedAt(moment.nullIfLater(it.batchedAt()))
                .remoteSession(answered ? it.remoteSession() : null)
                .fingerprint(it.fingerprint())
                .team(answered ? it.team() : null)
                .build();
    }

    /** Null for a call that began later. */
    static @Nullable ToolRow toolCall(ToolRow it, Moment moment) {
        Long first = it.startedAt() != null ? it.startedAt() : it.endedAt();
        if (first == null || first > moment.at()) {
            return null;
        }
        return it.endedAt() == null || it.endedAt() <= moment.at()
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

    private @Nullable ShellRow shell(ShellRow it) {
        Long startedAt = moment.nullIfLater(it.startedAt());
        // listed later, so it was there at the moment too
        Long listedAt = startedAt != null && it.listedAt() != null
                ? (Long) Math.min(it.listedAt(), moment.at())
                : moment.nullIfLater(it.listedAt());
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
}
