package io.delegraph.tools.simulation;

/**
 * An agent of a simulated session.
 *
 * @param parent null for the root
 * @param depth 1 for a child of the root
 * @param toolUseId tool_use_id of the call that started it
 * @param description the few words that the caller gave
 * @param prompt its prompt
 */
public record SimulatedAgent(
        String id,
        String type,
        SimulatedAgent parent,
        int depth,
        String toolUseId,
        String description,
        String prompt,
        boolean background) {
    public static final SimulatedAgent ROOT = new SimulatedAgent(null, null, null, 0, null, null, null, false);

    public boolean isRoot() {
        return id == null;
    }
}
