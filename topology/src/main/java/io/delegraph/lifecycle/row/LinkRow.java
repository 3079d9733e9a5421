package io.delegraph.lifecycle.row;

import org.jspecify.annotations.Nullable;

/**
 * A session whose client was started from this one, or that works for its team.
 *
 * @param at when its client was first seen, epoch ms
 * @param exact true when the processes of both clients prove it
 * @param team the call that requested the team member who works there, by the revision of the guess; empty when the guess was withdrawn,
 * null without a guess
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

    /** False when the link was only guessed and the guess was withdrawn. */
    public boolean isCurrent() {
        return exact || team == null || !team.value().isEmpty();
    }
}
