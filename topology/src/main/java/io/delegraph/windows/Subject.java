package io.delegraph.windows;

import java.util.Locale;

/** What is counted. Append only: rows hold the position. */
public enum Subject {
    /** Every agent but a session's root, and every request that became none. */
    DELEGATION,
    /** Every prompt with what came of it. */
    WORKFLOW;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
