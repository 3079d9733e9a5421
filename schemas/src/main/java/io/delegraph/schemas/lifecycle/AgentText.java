package io.delegraph.schemas.lifecycle;

/**
 * A text of an agent, kept where privacy is full.
 *
 * @param id of the prompt, of the tool call, or of the event with the result
 * @param at time of the event, epoch ms
 * @param text masked, at most 4,000 characters
 */
public record AgentText(Part part, String id, long at, String text) {
    /** The kind of text. Append only: rows hold the position. */
    public enum Part {
        /** A person's prompt for the root. */
        PROMPT,
        /** Its parent's request. */
        REQUEST,
        /** The input of a tool call, as JSON. */
        INPUT,
        /** The answer of a tool call as JSON, or its error. */
        OUTPUT,
        /** Its last message when it stopped. */
        RESULT
    }
}
