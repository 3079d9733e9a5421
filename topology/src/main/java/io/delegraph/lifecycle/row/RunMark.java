package io.delegraph.lifecycle.row;

/**
 * A beginning or an end of one of an agent's runs, as one event told it.
 *
 * @param at event time, epoch ms
 * @param detail the status of a notification, the class of an error; null otherwise
 * @param causeToolUseId the Agent or SendMessage call it belongs to; null when the event does not tell
 * @param tokens of the run's last model request, from a notification; null otherwise
 * @param fromTranscript true when only a transcript told it: a hook may tell the same, some ms apart
 * @param worktree name of the worktree that was kept; null when it names none
 * @param listsBackgroundTasks true when it lists what runs in the background of the session
 * @param listsShells true when that list has shells
 * @param interim true of a notification that the agent stopped only until background work of its own ends
 * @param promptId the prompt that was current in the session at a beginning; null at an end and when not told
 * @param message first line of what the client said of a failure; null otherwise
 * @param agents how many agents a run of the Workflow tool had, from its notification; null otherwise
 */
public record RunMark(
        String agentId,
        long at,
        Kind kind,
        String detail,
        String causeToolUseId,
        Long tokens,
        boolean fromTranscript,
        String worktree,
        boolean listsBackgroundTasks,
        boolean listsShells,
        boolean interim,
        String promptId,
        String message,
        Integer agents)
        implements Row {
    /** Of an event that tells no more than these. */
    public static RunMark of(
            String agentId, long at, Kind kind, String detail, String causeToolUseId, Long tokens, boolean history) {
        return new RunMark(
                agentId,
                at,
                kind,
                detail,
                causeToolUseId,
                tokens,
                history,
                null,
                false,
                false,
                false,
                null,
                null,
                null);
    }

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
        KILLED,
        /** The Workflow tool began a run; its id stands for the agent, {@code detail} has who called it. */
        LAUNCHED,
        /** Its client went on under another session id; {@code detail} has the session that it began in, {@code message} the later one. */
        MOVED
    }

    /** Of an end with which the client tells a worktree that it kept. */
    public RunMark withWorktree(String value) {
        return new RunMark(
                agentId,
                at,
                kind,
                detail,
                causeToolUseId,
                tokens,
                fromTranscript,
                value,
                listsBackgroundTasks,
                listsShells,
                interim,
                promptId,
                message,
                agents);
    }

    /** Of a stop that lists what runs in the background; {@code listsShells} when shells are among it. */
    public RunMark withListing(boolean listsShells) {
        return new RunMark(
                agentId,
                at,
                kind,
                detail,
                causeToolUseId,
                tokens,
                fromTranscript,
                worktree,
                true,
                listsShells,
                interim,
                promptId,
                message,
                agents);
    }

    /** Of a notification after which the agent may go on by itself. */
    public RunMark asInterim() {
        return new RunMark(
                agentId,
                at,
                kind,
                detail,
                causeToolUseId,
                tokens,
                fromTranscript,
                worktree,
                listsBackgroundTasks,
                listsShells,
                true,
                promptId,
                message,
                agents);
    }

    /** Of a beginning, under the prompt that was current then. */
    public RunMark withPrompt(String value) {
        return new RunMark(
                agentId,
                at,
                kind,
                detail,
                causeToolUseId,
                tokens,
                fromTranscript,
                worktree,
                listsBackgroundTasks,
                listsShells,
                interim,
                value,
                message,
                agents);
    }

    /** Of a failure. */
    public RunMark withMessage(String value) {
        return new RunMark(
                agentId,
                at,
                kind,
                detail,
                causeToolUseId,
                tokens,
                fromTranscript,
                worktree,
                listsBackgroundTasks,
                listsShells,
                interim,
                promptId,
                value,
                agents);
    }

    /** Of the notification of a run of the Workflow tool. */
    public RunMark withAgents(Integer count) {
        return new RunMark(
                agentId,
                at,
                kind,
                detail,
                causeToolUseId,
                tokens,
                fromTranscript,
                worktree,
                listsBackgroundTasks,
                listsShells,
                interim,
                promptId,
                message,
                count);
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
                Merge.lesser(detail, other.detail),
                Merge.lesser(causeToolUseId, other.causeToolUseId),
                Merge.greater(tokens, other.tokens),
                fromTranscript && other.fromTranscript,
                Merge.lesser(worktree, other.worktree),
                listsBackgroundTasks || other.listsBackgroundTasks,
                listsShells || other.listsShells,
                // of two that the same moment tells the final one counts
                interim && other.interim,
                Merge.lesser(promptId, other.promptId),
                Merge.lesser(message, other.message),
                Merge.greater(agents, other.agents));
    }
}
