package io.delegraph.simulation;

/**
 * An agent of a simulated session.
 *
 * @param parent null for the root
 * @param depth 1 for a child of the root
 * @param call tool_use_id of the call that started it
 * @param description the few words that the caller gave
 * @param task its prompt
 */
public record Agent(
        String id,
        String type,
        Agent parent,
        int depth,
        String call,
        String description,
        String task,
        boolean background) {
    public static final Agent ROOT = new Agent(null, null, null, 0, null, null, null, false);

    public boolean isRoot() {
        return id == null;
    }
}
