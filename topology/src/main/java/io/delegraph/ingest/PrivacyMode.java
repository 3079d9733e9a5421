package io.delegraph.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** What is kept of texts. Secrets are masked in every mode. */
public enum PrivacyMode {
    /** Nothing that a person wrote: no descriptions, names, users, projects, targets. */
    NONE,
    /** What a tree needs to be read: descriptions, names, project, user@host, targets of tools; no prompt, no tool text. */
    DEFAULT,
    /** Prompts and tool texts too. */
    FULL;

    /** At most this much of a description is kept, characters. */
    private static final int MAX_DESCRIPTION_CHARS = 120;

    private static final int MAX_REASON_CHARS = 160;
    private static final int MAX_TEXT_CHARS = 4_000;

    /** Null for one of nothing but blanks too. */
    public @Nullable String label(@Nullable String text) {
        if (this == NONE || text == null) {
            return null;
        }
        String label = Secrets.masked(text, MAX_DESCRIPTION_CHARS);
        return label.isBlank() ? null : label;
    }

    /** The name of a worktree, from its path: that there is one is told in every mode, by an empty name. Null when there is none. */
    public @Nullable String worktree(@Nullable String path) {
        if (path == null) {
            return null;
        }
        String name = label(FilePaths.lastPart(path));
        return name == null ? "" : name;
    }

    public @Nullable String reason(@Nullable String text) {
        return this == NONE || text == null ? null : Secrets.masked(text, MAX_REASON_CHARS);
    }

    /** The first line of an error that says something. */
    public @Nullable String firstLine(@Nullable String text) {
        if (this == NONE || text == null) {
            return null;
        }
        String line = text.lines().filter(it -> !it.isBlank()).findFirst().orElse("");
        return line.isEmpty() ? null : Secrets.masked(line, MAX_REASON_CHARS);
    }

    /** Values of fields with a secret-like name are masked too, which masking plain text would miss. */
    public @Nullable String json(@Nullable JsonNode node) {
        return this != FULL || node == null
                ? null
                : Secrets.masked(Secrets.mask(node.deepCopy()).toString(), MAX_TEXT_CHARS);
    }

    public @Nullable String text(@Nullable String text) {
        return this != FULL || text == null ? null : Secrets.masked(text, MAX_TEXT_CHARS);
    }
}
