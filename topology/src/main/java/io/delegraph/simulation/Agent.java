package io.delegraph.simulation;

/**
 * An agent of a simulated session.
 *
 * @param call tool_use_id of the call that started it
 */
record Agent(
        String id,
        String type,
        Agent parent,
        int depth,
        String call,
        String description,
        String task,
        boolean background) {
    static final Agent ROOT = new Agent(null, null, null, 0, null, null, null, false);

    boolean isRoot() {
        return id == null;
    }
}
