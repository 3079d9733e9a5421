package io.delegraph.lifecycle.row;

import org.jspecify.annotations.Nullable;

/**
 * A shell that ran in the background. Its end is known from marks under its id ({@link RunMark}), or from a list that no longer has it.
 *
 * @param ownerAgentId whose call started it; null while it is only listed
 * @param causeToolUseId that call; null while it is only listed
 * @param program null when unknown or privacy forbids
 * @param startedAt when that call ended, epoch ms; null when not seen
 * @param endsWithAgent true when the client says so; null when it does not
 * @param listedAt latest list that has it as running, epoch ms; null when none has
 */
public record ShellRow(
        String shellId,
        @Nullable String ownerAgentId,
        @Nullable String causeToolUseId,
        @Nullable String program,
        @Nullable Long startedAt,
        @Nullable Boolean endsWithAgent,
        @Nullable Long listedAt)
        implements Row {
    public static ShellRow listed(String shellId, long at) {
        return new ShellRow(shellId, null, null, null, null, null, at);
    }

    @Override
    public RowKey key() {
        return new RowKey.OfShell(shellId);
    }

    @Override
    public ShellRow merge(Row row) {
        ShellRow other = (ShellRow) row;
        return new ShellRow(
                shellId,
                Merge.lesser(ownerAgentId, other.ownerAgentId),
                Merge.lesser(causeToolUseId, other.causeToolUseId),
                Merge.lesser(program, other.program),
                Merge.earliest(startedAt, other.startedAt),
                Merge.greater(endsWithAgent, other.endsWithAgent),
                Merge.latest(listedAt, other.listedAt));
    }
}
