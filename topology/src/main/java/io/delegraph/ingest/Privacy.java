package io.delegraph.ingest;

import com.fasterxml.jackson.databind.JsonNode;

/** What is kept of texts. Secrets are masked in every mode. */
public enum Privacy {
    /** Nothing that a person wrote: no descriptions, names, users, projects, targets. */
    NONE,
    /** What a tree needs to be read: descriptions, names, project, user@host, targets of tools; no prompt, no tool text. */
    DEFAULT,
    /** Prompts and tool texts too. */
    FULL;

    /** At most this much of a description is kept, characters. */
    private static final int DESCRIPTION = 120;

    private static final int REASON = 160;
    private static final int TEXT = 4_000;

    String label(String text) {
        return this == NONE || text == null ? null : Secrets.masked(text, DESCRIPTION);
    }

    /** The name of a worktree, from its path: that there is one is told in every mode, by an empty name. Null when there is none. */
    String worktree(String path) {
        return path == null ? null : this == NONE ? "" : label(Target.lastPart(path));
    }

    String reason(String text) {
        return this == NONE || text == null ? null : Secrets.masked(text, REASON);
    }

    /** Whatever is behind a name that says so is masked too, which the text alone would not always show. */
    String json(JsonNode node) {
        return this != FULL || node == null
                ? null
                : Secrets.masked(Secrets.mask(node.deepCopy()).toString(), TEXT);
    }

    String text(String text) {
        return this != FULL || text == null ? null : Secrets.masked(text, TEXT);
    }
}
