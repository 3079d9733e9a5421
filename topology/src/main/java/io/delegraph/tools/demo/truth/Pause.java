package io.delegraph.tools.demo.truth;

/**
 * A time in which an agent could not go on.
 *
 * @param from epoch ms
 * @param to when it went on, epoch ms
 */
public record Pause(WaitedFor waitedFor, long from, long to) {
    /** Whom it stood still for. */
    public enum WaitedFor {
        /** Agents that it had asked for in one message. */
        CHILDREN,
        /** Somebody who is to allow a tool call. */
        PERSON
    }
}
