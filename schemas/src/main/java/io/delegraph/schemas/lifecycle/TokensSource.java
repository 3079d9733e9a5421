package io.delegraph.schemas.lifecycle;

/** The source of an agent's token count. */
public enum TokensSource {
    /** The transcript, each message counted once: the whole agent. */
    TRANSCRIPT,
    /** The task notification: only the last model request of its latest run, so never summed. */
    NOTIFICATION,
    /** The Agent tool's answer: only the last model request, so never summed. */
    LAST_REQUEST,
    NONE
}
