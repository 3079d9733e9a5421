package io.delegraph.lifecycle.row;

/**
 * A beginning or an end of one of an agent's runs, as one event told it.
 *
 * @param at event time, epoch ms
 * @param detail the status of a notification, the class of an error; null otherwise
 * @param causeToolUseId the Agent or SendMessage call it belongs to; null when the event does not tell
 * @param tokens of the run's last model request, from a notification; null otherwise
 * @param history true when only a transcript told it: a hook may tell the same, some ms apart
 * @param worktree name of the worktree that was kept; null when it names none
 * @param lists true when it lists what runs in the background of the session
 */
public record RunMark(
        String agentId,
        long at,
        Kind kind,
        String detail,
        String causeToolUseId,
        Long tokens,
        boolean history,
        String worktree,
        boolean lists)
        implements Row {
    /** What the event was; of two at the same time the earlier constant comes first. */
    public enum Kind {
        /** SubagentStart. */
        STARTED,
        /** A SendMessage that woke it up. */
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
        KILLED
    }

    /** Of an end with which the client tells a worktree that it kept. */
    public RunMark withWorktree(String value) {
        return new RunMark(agentId, at, kind, detail, causeToolUseId, tokens, history, value, lists);
    }

    /** Of a stop. */
    public RunMark withLists(boolean value) {
        return new RunMark(agentId, at, kind, detail, causeToolUseId, tokens, history, worktree, value);
    }

    @Override
    public RowKey key() {
        return new RowKey.OfMark(agentId, at, kind);
    }

    @Override
    public RunMark merge(Row row) {
        RunMark other = (RunMark) row;
        return new RunMark(
                agentId,
                at,
                kind,
                Merge.either(detail, other.detail),
                Merge.either(causeToolUseId, other.causeToolUseId),
                Merge.greater(tokens, other.tokens),
                history && other.history,
                Merge.either(worktree, other.worktree),
                lists || other.lists);
    }
}
