package io.delegraph.schemas.event;

/** How a tool call ended. */
public enum ToolOutcome {
    SUCCEEDED,
    FAILED,
    INTERRUPTED,
    DENIED,
    /** It ended, but only the batch reports that: it was denied, invalid, or its own event was lost. */
    UNREPORTED
}
