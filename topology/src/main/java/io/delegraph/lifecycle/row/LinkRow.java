package io.delegraph.lifecycle.row;

import org.jspecify.annotations.Nullable;

/**
 * A session whose client was started from this one, or that works for its team.
 *
 * @param at when its client was first seen, epoch ms
 * @param exact true when the client's processes show it
 * @param team the call that asked for a member that works there, by the revision of the guess, empty when there is none after all; null
 *     without a guess
 */
public record LinkRow(
        String childSessionId,
        long at,
        boolean exact,
        @Nullable Timestamped<String> team) implements Row {
    @Override
    public RowKey key() {
        return new RowKey.OfLink(childSessionId);
    }

    @Override
    public LinkRow merge(Row row) {
        LinkRow other = (LinkRow) row;
        return new LinkRow(
                childSessionId, Math.min(at, other.at), exact || other.exact, Merge.latest(team, other.team));
    }

    /** False when it was only guessed, and is not so after all. */
    public boolean isCurrent() {
        return exact || team == null || !team.value().isEmpty();
    }
}
