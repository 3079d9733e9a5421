package io.delegraph.lifecycle.row;

import org.jspecify.annotations.Nullable;

/**
 * A client process that worked on a session. When two processes resumed the same session, the end of one does not end the other's agents.
 *
 * @param startedAt latest start or resume of the session by this process, epoch ms; null when not seen
 * @param endedAt latest end of the session by this process, epoch ms; null when not seen
 * @param seenAt latest event of this process, epoch ms
 */
public record ClientRow(
        String host,
        long pid,
        @Nullable Long startedAt,
        @Nullable Long endedAt,
        long seenAt) implements Row {
    @Override
    public RowKey key() {
        return new RowKey.OfClient(host, pid);
    }

    @Override
    public ClientRow merge(Row row) {
        ClientRow other = (ClientRow) row;
        return new ClientRow(
                host,
                pid,
                Merge.latest(startedAt, other.startedAt),
                Merge.latest(endedAt, other.endedAt),
                Math.max(seenAt, other.seenAt));
    }
}
