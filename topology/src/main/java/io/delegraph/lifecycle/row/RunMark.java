package io.delegraph.lifecycle.row;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A beginning or an end of one of an agent's runs, as one event reported it.
 *
 * @param at event time, epoch ms
 * @param detail the status of a notification, the class of an error; null otherwise
 * @param causeToolUseId the Agent or SendMessage call that caused the run; null when the event does not say
 * @param tokens of the run's last model request, from a notification; null otherwise
 * @param fromTranscript true when only a transcript reported it: a hook may report the same event some ms apart
 * @param worktree name of the worktree that was kept; null when it names none
 * @param listsBackgroundTasks true when the event lists the background tasks of the session
 * @param listsShells true when that list contains shells
 * @param interim true of a notification that the agent stopped only until background work of its own ends
 * @param promptId the prompt that was current in the session at a beginning; null at an end and when not reported
 * @param message first line of what the client said of a failure; null otherwise
 * @param agents how many agents a run of the Workflow tool had, from its notification; null otherwise
 * @param afterBlockedStop true of a stop when a hook had blocked an earlier one of the same run
 */
@RecordBuilder
public record RunMark(
        String agentId,
        long at,
        Kind kind,
        @Nullable String detail,
        @Nullable String causeToolUseId,
        @Nullable Long tokens,
        boolean fromTranscript,
        @Nullable String worktree,
        boolean listsBackgroundTasks,
        boolean listsShells,
        boolean interim,
        @Nullable String promptId,
        @Nullable String message,
        @Nullable Integer agents,
        boolean afterBlockedStop)
        implements Row {
    public static RunMarkBuilder builder() {
        return RunMarkBuilder.builder();
    }

    /** The kind of event; of two marks at the same time the earlier constant comes first. */
    public enum Kind {
        /** SubagentStart. */
        STARTED,
        /** A SendMessage that resumed it. */
        RESUMED,
        /** SubagentStop. */
        STOPPED,
        /** StopFailure with its agent id. */
        FAILED,
        /** The Agent tool answered with status completed. */
        ANSWERED,
        /** A task notification. */
        NOTIFIED,
        /** A TaskStop of another agent ended it. */
        KILLED,
        /** The Workflow tool began a run; the id of the run stands for the agent, {@code detail} is the agent that called the tool. */
        LAUNCHED,
        /**
         * Its client went on under another session id; {@code detail} is the session in which the agent began, {@code message} the later
         * one.
         */
        MOVED
    }

    @Override
    public RowKey key() {
        return new RowKey.OfMark(agentId, at, kind);
    }

    @Override
    public RunMark merge(Row row) {
        RunMark other = (RunMark) row;
        return builder()
                .agentId(agentId)
                .at(at)
                .kind(kind)
                .detail(Merge.lesser(detail, other.detail))
                .causeToolUseId(Merge.lesser(causeToolUseId, other.causeToolUseId))
                .tokens(Merge.greater(tokens, other.tokens))
                .fromTranscript(fromTranscript && other.fromTranscript)
                .worktree(Merge.lesser(worktree, other.worktree))
                .listsBackgroundTasks(listsBackgroundTasks || other.listsBackgroundTasks)
                .listsShells(listsShells || other.listsShells)
                // of two reports at the same moment the final one counts
                .interim(interim && other.interim)
                .promptId(Merge.lesser(promptId, other.promptId))
                .message(Merge.lesser(message, other.message))
                .agents(Merge.greater(agents, other.agents))
                .afterBlockedStop(afterBlockedStop || other.afterBlockedStop)
                .build();
    }
}
