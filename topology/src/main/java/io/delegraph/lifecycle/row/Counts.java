package io.delegraph.lifecycle.row;

import io.delegraph.schemas.event.ToolOutcome;
import org.jspecify.annotations.Nullable;

/**
 * The totals of an agent's tool calls and waits. They are never merged but always the sum over the rows: the new contribution of a row is
 * added and its previous one subtracted, so a repetition adds nothing.
 *
 * @param open calls that began and did not end
 */
public record Counts(int toolCalls, int toolFailures, int denials, int messages, int permissionRequests, int open) {
    public static final Counts ZERO = new Counts(0, 0, 0, 0, 0, 0);

    /** The contribution of one tool call; zero for null. */
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

    /** The contribution of a number of requests to a person. */
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
