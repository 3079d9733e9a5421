package io.delegraph.lifecycle.row;

import io.delegraph.schemas.event.DeclaredFlags;

/**
 * A prompt of the root: a person's, or a notification that goes on with the workflow of its task.
 *
 * @param ownAt when a person gave it, epoch ms; null when only a notification came under this id
 * @param promptChars characters
 * @param command slash command; null for plain words
 * @param declared flags in it; null when there are none
 * @param notifiedTask the task of the earliest notification under this id; null without one
 * @param notifiedAt latest notification under this id, epoch ms; null without one
 * @param stoppedAt latest end of a turn under this id, epoch ms; null when not seen
 * @param listedAt latest of them that lists what runs in the background, epoch ms; null when none does
 * @param failed latest turn under this id that ended with an error of the model API; null when none did
 * @param usage what the root had used in the whole session when its latest turn under this id ended; null when not told
 * @param toolCalls how many calls the root made under this id; kept by {@code SessionRows}, not by merging, as the next
 * @param toolFailures how many of them failed
 */
public record PromptRow(
        String promptId,
        Long ownAt,
        Integer promptChars,
        String command,
        DeclaredFlags declared,
        Timestamped<String> notifiedTask,
        Long notifiedAt,
        Long stoppedAt,
        Long listedAt,
        Timestamped<Failure> failed,
        Timestamped<Usage> usage,
        int toolCalls,
        int toolFailures)
        implements Row {
    /** Of which nothing but its id is known. */
    public static PromptRow named(String promptId) {
        return new PromptRow(promptId, null, null, null, null, null, null, null, null, null, null, 0, 0);
    }

    public static PromptRow own(String promptId, long at, int promptChars, String command, DeclaredFlags declared) {
        return new PromptRow(promptId, at, promptChars, command, declared, null, null, null, null, null, null, 0, 0);
    }

    /** What an expanded slash command adds to its prompt, without being the prompt itself. */
    public static PromptRow expanded(String promptId, String command, DeclaredFlags declared) {
        return new PromptRow(promptId, null, null, command, declared, null, null, null, null, null, null, 0, 0);
    }

    public static PromptRow notified(String promptId, long at, String taskId) {
        return new PromptRow(
                promptId, null, null, null, null, Timestamped.of(at, taskId), at, null, null, null, null, 0, 0);
    }

    /** An end of a turn; {@code lists} tells whether it lists what runs in the background. */
    public static PromptRow stopped(String promptId, long at, boolean lists) {
        return new PromptRow(
                promptId, null, null, null, null, null, null, at, lists ? (Long) at : null, null, null, 0, 0);
    }

    /** A turn that ended with an error of the model API. */
    public static PromptRow failed(String promptId, Timestamped<Failure> failure) {
        return new PromptRow(promptId, null, null, null, null, null, null, failure.at(), null, failure, null, 0, 0);
    }

    @Override
    public RowKey key() {
        return new RowKey.OfPrompt(promptId);
    }

    @Override
    public PromptRow merge(Row row) {
        PromptRow other = (PromptRow) row;
        return new PromptRow(
                promptId,
                Merge.earliest(ownAt, other.ownAt),
                Merge.greater(promptChars, other.promptChars),
                Merge.lesser(command, other.command),
                declared == null
                        ? other.declared
                        : other.declared == null || declared.toString().compareTo(other.declared.toString()) <= 0
                                ? declared
                                : other.declared,
                Merge.earliest(notifiedTask, other.notifiedTask),
                Merge.latest(notifiedAt, other.notifiedAt),
                Merge.latest(stoppedAt, other.stoppedAt),
                Merge.latest(listedAt, other.listedAt),
                Merge.latest(failed, other.failed),
                Merge.latest(usage, other.usage),
                toolCalls,
                toolFailures);
    }

    /** The same end of a turn, with what the root had used by then; null when not told. */
    public PromptRow withUsage(Timestamped<Usage> used) {
        return new PromptRow(
                promptId,
                ownAt,
                promptChars,
                command,
                declared,
                notifiedTask,
                notifiedAt,
                stoppedAt,
                listedAt,
                failed,
                used,
                toolCalls,
                toolFailures);
    }

    /** The same with so many more calls of the root. */
    public PromptRow plusCalls(Counts calls) {
        return new PromptRow(
                promptId,
                ownAt,
                promptChars,
                command,
                declared,
                notifiedTask,
                notifiedAt,
                stoppedAt,
                listedAt,
                failed,
                usage,
                toolCalls + calls.toolCalls(),
                toolFailures + calls.toolFailures());
    }
}
