package io.delegraph.schemas.lifecycle;

/**
 * A text of an agent, kept where privacy is full.
 *
 * @param id of the prompt, of the tool call, of the event that told the result
 * @param at when it was told, epoch ms
 * @param text masked, at most 4,000 characters
 */
public record AgentText(Part part, String id, long at, String text) {
    /** What it was. Append only: rows hold the position. */
    public enum Part {
        /** What a person gave the root to do. */
        PROMPT,
        /** What its parent asked it to do. */
        REQUEST,
        /** Of a tool call, as JSON. */
        INPUT,
        /** Of a tool call: its answer as JSON, or its error. */
        OUTPUT,
        /** What it said when it stopped. */
        RESULT
    }
}
