package io.delegraph.lifecycle.row;

/**
 * A session whose client was started from this one.
 *
 * @param at when its client was first seen, epoch ms
 */
public record LinkRow(String childSessionId, long at) implements Row {
    @Override
    public RowKey key() {
        return new RowKey.OfLink(childSessionId);
    }

    @Override
    public LinkRow merge(Row row) {
        return new LinkRow(childSessionId, Math.min(at, ((LinkRow) row).at));
    }
}
