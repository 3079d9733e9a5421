package io.delegraph.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Which texts are kept. Secrets are masked in every mode. */
public enum PrivacyMode {
    /** No text of a person: no descriptions, names, users, projects, targets. */
    NONE,
    /** What makes a tree readable: descriptions, names, project, user@host, targets of tools; no prompt, no tool text. */
    DEFAULT,
    /** Prompts and tool texts as well. */
    FULL;

    /** Maximum length of a description, characters. */
    private static final int MAX_DESCRIPTION_CHARS = 120;

    private static final int MAX_REASON_CHARS = 160;
    private static final int MAX_TEXT_CHARS = 4_000;

    /** Null also for blank text. */
    public @Nullable String label(@Nullable String text) {
        if (this == NONE || text == null) {
            return null;
        }
        String label = Secrets.masked(text, MAX_DESCRIPTION_CHARS);
        return label.isBlank() ? null : label;
    }

    /** The name of a worktree, from its path. In every mode an empty name shows that there is one. Null when there is none. */
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

    /** The first informative line of an error. */
    public @Nullable String firstLine(@Nullable String text) {
        if (this == NONE || text == null) {
            return null;
        }
        String line = text.lines()
                .filter(candidate -> !candidate.isBlank())
                .findFirst()
                .orElse("");
        return line.isEmpty() ? null : Secrets.masked(line, MAX_REASON_CHARS);
    }

    /** Also masks the values of fields with a secret-like name, which masking plain text would miss. */
    public @Nullable String json(@Nullable JsonNode node) {
        return this != FULL || node == null
                ? null
                : Secrets.masked(Secrets.mask(node.deepCopy()).toString(), MAX_TEXT_CHARS);
    }

    public @Nullable String text(@Nullable String text) {
        return this != FULL || text == null ? null : Secrets.masked(text, MAX_TEXT_CHARS);
    }
}
