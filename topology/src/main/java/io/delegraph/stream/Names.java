package io.delegraph.stream;

/** Every name that Kafka keeps: renaming one leaves data behind. */
public final class Names {
    /** Kafka Streams' application.id: the group, the prefix of internal topics. */
    public static final String APPLICATION = "delegraph";

    /** Raw hooks as clients send them. */
    public static final String HOOKS = "agent.hooks";

    /** What could not be understood, with the reason in headers. */
    public static final String HOOKS_REJECTED = "agent.hooks.rejected";

    /** Normalised, masked events by session. */
    public static final String EVENTS = "agent.events";

    /** Each agent's lifecycle as of now. */
    public static final String LIFECYCLES = "agent.lifecycles";

    /** Each workflow's summary as of now. */
    public static final String WORKFLOWS = "agent.workflows";

    private Names() {}
}
