package io.delegraph.tools.demo.truth;

/**
 * A time in which an agent waited.
 *
 * @param from epoch ms
 * @param to when it went on, epoch ms
 */
public record Pause(WaitedFor waitedFor, long from, long to) {
    /** What it waited for. */
    public enum WaitedFor {
        /** Agents that it had requested in one message. */
        CHILDREN,
        /** A person who was asked to allow a tool call. */
        PERSON
    }
}
