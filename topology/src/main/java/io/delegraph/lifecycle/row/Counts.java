package io.delegraph.lifecycle.row;

import io.delegraph.schemas.event.ToolOutcome;
import org.jspecify.annotations.Nullable;

/**
 * What an agent's tool calls and waits add up to. Never merged: always the sum over the rows, kept by adding what a row contributes
 * now and taking away what it contributed before, so a repeat adds nothing.
 *
 * @param open calls that began and did not end
 */
public record Counts(int toolCalls, int toolFailures, int denials, int messages, int permissionRequests, int open) {
    public static final Counts ZERO = new Counts(0, 0, 0, 0, 0, 0);

    /** What one tool call contributes; nothing when there is none. */
    public static Counts of(@Nullable ToolRow tool) {
        if (tool == null) {
            return ZERO;
        }
        boolean message = tool.outcome() == ToolOutcome.SUCCEEDED && tool.isMessage();
        return new Counts(
                1,
                tool.outcome() == ToolOutcome.FAILED ? 1 : 0,
                tool.outcome() == ToolOutcome.DENIED ? 1 : 0,
                message ? 1 : 0,
                0,
                tool.isOpen() ? 1 : 0);
    }

    /** What so many requests to a person contribute. */
    public static Counts ofRequests(int requests) {
        return requests == 0 ? ZERO : new Counts(0, 0, 0, 0, requests, 0);
    }

    public Counts plus(Counts other) {
        return new Counts(
                toolCalls + other.toolCalls,
                toolFailures + other.toolFailures,
                denials + other.denials,
                messages + other.messages,
                permissionRequests + other.permissionRequests,
                open + other.open);
    }

    public Counts minus(Counts other) {
        return new Counts(
                toolCalls - other.toolCalls,
                toolFailures - other.toolFailures,
                denials - other.denials,
                messages - other.messages,
                permissionRequests - other.permissionRequests,
                open - other.open);
    }
}
