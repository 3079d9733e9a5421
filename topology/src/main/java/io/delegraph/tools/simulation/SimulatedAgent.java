package io.delegraph.tools.simulation;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An agent of a simulated session.
 *
 * @param id null for the root
 * @param type empty for the root, like all components that follow from a request
 * @param parent null for the root
 * @param depth 1 for a child of the root
 * @param toolUseId tool_use_id of the call that started it
 * @param description short description by the caller
 * @param prompt its prompt
 */
public record SimulatedAgent(
        @Nullable String id,
        String type,
        @Nullable SimulatedAgent parent,
        int depth,
        String toolUseId,
        String description,
        String prompt,
        boolean background) {
    public static final SimulatedAgent ROOT = new SimulatedAgent(null, "", null, 0, "", "", "", false);

    /** Its parent, which every agent except the root has. */
    public SimulatedAgent caller() {
        return Objects.requireNonNull(parent, "nobody delegated to the root");
    }

    /** Its id, which every agent except the root has. */
    public String requiredId() {
        return Objects.requireNonNull(id, "the root has no id");
    }

    public boolean isRoot() {
        return id == null;
    }
}
