package io.delegraph.lifecycle.row;

import io.delegraph.schemas.lifecycle.WaitKind;
import org.jspecify.annotations.Nullable;

/**
 * A request to a person to allow a tool call or to answer a question.
 *
 * @param at event time, epoch ms
 * @param eventId the identity, because a permission request has no id of its own
 * @param tool as the client calls it; empty when not reported
 * @param payload keyed hash of the payload, 12 hexadecimal digits; null without a key
 */
public record WaitRow(
        String agentId,
        long at,
        String eventId,
        String tool,
        WaitKind kind,
        @Nullable String payload) implements Row {
    @Override
    public RowKey key() {
        return new RowKey.OfWait(agentId, at, eventId);
    }

    @Override
    public WaitRow merge(Row row) {
        WaitRow other = (WaitRow) row;
        return new WaitRow(
                agentId,
                at,
                eventId,
                Merge.smaller(tool, other.tool),
                Merge.smaller(kind, other.kind),
                Merge.lesser(payload, other.payload));
    }
}
