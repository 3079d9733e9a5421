package io.delegraph.tools.security;

import io.delegraph.schemas.security.SecurityFinding;
import org.jspecify.annotations.Nullable;

/** What another policy makes of a finding. */
public enum FindingChange {
    /** It is open, and was not found before. */
    ADDED,
    /** It is not found any more. */
    GONE,
    /** An exception covers it, and did not before. */
    SUPPRESSED,
    /** It is open, and an exception covered it before. */
    REOPENED,
    /** It is more severe. */
    RAISED,
    /** It is less severe. */
    LOWERED,
    UNCHANGED;

    /**
     * Compares a finding under two policies, under one of which at least it is found.
     *
     * @param before null when it is not found
     * @param after the same
     */
    static FindingChange of(@Nullable SecurityFinding before, @Nullable SecurityFinding after) {
        if (after == null) {
            return GONE;
        }
        if (before == null) {
            return after.state().open() ? ADDED : SUPPRESSED;
        }
        if (before.state().open() != after.state().open()) {
            return after.state().open() ? REOPENED : SUPPRESSED;
        }
        int severity = after.severity().compareTo(before.severity());
        return severity == 0 ? UNCHANGED : severity > 0 ? RAISED : LOWERED;
    }
}
