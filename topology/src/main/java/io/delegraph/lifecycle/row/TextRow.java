package io.delegraph.lifecycle.row;

import io.delegraph.schemas.lifecycle.AgentText;

/**
 * A text, kept where privacy is full.
 *
 * @param ownerId the agent's id; of a request, the tool use id of the call
 * @param at time of the event that contains it, epoch ms
 * @param id of the prompt, of the tool call, or of the event with the result
 * @param text masked, at most 4,000 characters
 */
public record TextRow(String ownerId, long at, AgentText.Part part, String id, String text) implements Row {
    @Override
    public RowKey key() {
        return new RowKey.OfText(ownerId, at, part, id);
    }

    @Override
    public TextRow merge(Row row) {
        return new TextRow(ownerId, at, part, id, Merge.smaller(text, ((TextRow) row).text));
    }
}
