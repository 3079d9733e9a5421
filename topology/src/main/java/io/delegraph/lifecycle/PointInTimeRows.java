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

    /** The row as it was then; null drops it. */
    @Nullable
    Row asOfThen(Row row) {
        return switch (row) {
            case SessionRow session -> progress.session(session);
            case ClientRow client ->
                client.startedAt() == null || client.startedAt() <= moment.at()
                        ? new ClientRow(
                                client.host(),
                                client.pid(),
                                client.startedAt(),
                                moment.nullIfLater(client.endedAt()),
                                Math.min(moment.at(), client.seenAt()))
                        : null;
            case PromptRow prompt -> prompt(prompt);
            case AgentRow agent -> progress.agent(agent);
            case RunMark mark -> mark.at() <= moment.at() ? mark : null;
            case SpawnRow spawn -> spawn(spawn);
            case LinkRow link -> link.at() <= moment.at() ? link : null;
            case WaitRow wait -> wait.at() <= moment.at() ? wait : null;
            case ToolRow tool -> toolCall(tool, moment);
            case ShellRow shell -> shell(shell);
            case TextRow text -> text.at() <= moment.at() ? text : null;
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

    private @Nullable PromptRow prompt(PromptRow prompt) {
        boolean own = moment.reached(prompt.ownAt());
        boolean notified = moment.reached(prompt.notifiedTask());
        Counts calls = rootCalls().getOrDefault(prompt.promptId(), Counts.ZERO);
        return !own && !notified && calls.toolCalls() == 0
                ? null
                : PromptRow.builder()
                        .promptId(prompt.promptId())
                        .ownAt(own ? prompt.ownAt() : null)
                        .promptChars(prompt.promptChars())
                        .command(prompt.command())
                        .declared(prompt.declared())
                        .notifiedTask(notified ? prompt.notifiedTask() : null)
                        .notifiedAt(notified ? moment.nullIfLater(prompt.notifiedAt()) : null)
                        .stoppedAt(moment.nullIfLater(prompt.stoppedAt()))
                        .listedAt(moment.nullIfLater(prompt.listedAt()))
                        .failed(moment.nullIfLater(prompt.failed()))
                        .usage(moment.nullIfLater(prompt.usage()))
                        .toolCalls(calls.toolCalls())
                        .toolFailures(calls.toolFailures())
                        .build();
    }

    private @Nullable SpawnRow spawn(SpawnRow spawn) {
        Long knownAt = spawn.firstKnownAt();
        if (knownAt == null || knownAt > moment.at()) {
            return null;
        }
        boolean answered = moment.reached(spawn.answered());
        boolean failed = moment.reached(spawn.failed());
        return SpawnRow.builder()
                .toolUseId(spawn.toolUseId())
                .parentAgentId(spawn.parentAgentId())
                .promptId(spawn.promptId())
                .request(spawn.request())
                .requestedAt(spawn.requestedAt())
                .arrival(moment.at())
                .answered(answered ? spawn.answered() : null)
                .childAgentId(answered ? spawn.childAgentId() : null)
                .totals(answered ? spawn.totals() : null)
                .failed(failed ? spawn.failed() : null)
                .failure(failed ? spawn.failure() : null)
                .batchedAt(moment.nullIfLater(spawn.batchedAt()))
                .remoteSession(answered ? spawn.remoteSession() : null)
                .fingerprint(spawn.fingerprint())
                .team(answered ? spawn.team() : null)
                .build();
    }

    /** The call as it was then; null for a call that began later. */
    static @Nullable ToolRow toolCall(ToolRow tool, Moment moment) {
        Long first = tool.startedAt() != null ? tool.startedAt() : tool.endedAt();
        if (first == null || first > moment.at()) {
            return null;
        }
        return tool.endedAt() == null || tool.endedAt() <= moment.at()
                ? tool
                : tool.with()
                        .startedAt(first)
                        .endedAt(null)
                        .outcome(null)
                        .durationMs(null)
                        .error(null)
                        .denial(null)
                        .errorMessage(null)
                        .build();
    }

    private @Nullable ShellRow shell(ShellRow shell) {
        Long startedAt = moment.nullIfLater(shell.startedAt());
        // it was listed later, so it existed at the moment too
        Long listedAt = startedAt != null && shell.listedAt() != null
                ? (Long) Math.min(shell.listedAt(), moment.at())
                : moment.nullIfLater(shell.listedAt());
        return listedAt == null && startedAt == null
                ? null
                : new ShellRow(
                        shell.shellId(),
                        shell.ownerAgentId(),
                        shell.causeToolUseId(),
                        shell.program(),
                        startedAt,
                        shell.endsWithAgent(),
                        listedAt);
    }
}
