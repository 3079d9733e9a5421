package io.delegraph.tools.simulation;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An agent of a simulated session.
 *
 * @param id null for the root
 * @param type empty for the root, as all that follows from a request is
 * @param parent null for the root
 * @param depth 1 for a child of the root
 * @param toolUseId tool_use_id of the call that started it
 * @param description the few words that the caller gave
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

    /** Who delegated to it: any agent but the root has one. */
    public SimulatedAgent caller() {
        return Objects.requireNonNull(parent, "nobody delegated to the root");
    }

    /** The id, which any agent but the root has. */
    public String requiredId() {
        return Objects.requireNonNull(id, "the root has no id");
    }

    public boolean isRoot() {
        return id == null;
    }
}
