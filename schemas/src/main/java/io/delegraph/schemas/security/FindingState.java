package io.delegraph.schemas.security;

/** What became of a finding. It is open while it is NEW or UPDATED. */
public enum FindingState {
    /** Found for the first time. */
    NEW,
    /** Its severity, its reason or its calls have changed since. */
    UPDATED,
    /** An exception of the policy covers it. */
    SUPPRESSED,
    /** What it is about is over, for example a silence. */
    RESOLVED,
    /** A later fact shows that it was never so. */
    RETRACTED;

    /** Whether somebody should look at it. */
    public boolean open() {
        return this == NEW || this == UPDATED;
    }
}
