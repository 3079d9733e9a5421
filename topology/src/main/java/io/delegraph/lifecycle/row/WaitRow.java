package io.delegraph.lifecycle.row;

/**
 * A moment from which a person was asked to allow a tool call.
 *
 * @param at event time, epoch ms
 * @param eventId identity: a permission request has no other
 */
public record WaitRow(String agentId, long at, String eventId, String tool) implements Row {
    @Override
    public RowKey key() {
        return new RowKey.OfWait(agentId, at, eventId);
    }

    @Override
    public WaitRow merge(Row row) {
        return new WaitRow(agentId, at, eventId, Merge.either(tool, ((WaitRow) row).tool));
    }
}
