package io.delegraph.lifecycle.row;

/**
 * A moment from which a person was asked to allow a tool call.
 *
 * @param at event time, epoch ms
 * @param eventId identity: a permission request has no other
 * @param payload keyed hash of the payload, 12 hexadecimal digits; null without a key
 */
public record WaitRow(String agentId, long at, String eventId, String tool, String payload) implements Row {
    @Override
    public RowKey key() {
        return new RowKey.OfWait(agentId, at, eventId);
    }

    @Override
    public WaitRow merge(Row row) {
        WaitRow other = (WaitRow) row;
        return new WaitRow(agentId, at, eventId, Merge.either(tool, other.tool), Merge.either(payload, other.payload));
    }
}
