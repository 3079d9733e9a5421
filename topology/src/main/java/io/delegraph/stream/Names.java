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

    /** Client processes by host: how sessions on one host find each other. */
    public static final String PROCESSES = "agent.processes";

    /** Windowed sums by group. */
    public static final String METRICS = "agent.metrics";

    /** By what the sums change, by group. */
    public static final String METRIC_DELTAS = "agent.metrics.deltas";

    /** The rows of every session: see {@code io.delegraph.lifecycle.row}. */
    public static final String ROWS = "lifecycle-rows";

    /** Watermarks, timers and lists over the sessions: see {@code SessionIndex}. */
    public static final String INDEX = "lifecycle-index";

    /** The latest client of each process id on a host. */
    public static final String CLIENTS = "link-clients";

    /** What each agent and workflow contributes to the metrics. */
    public static final String METRIC_CONTRIBUTIONS = "metrics-ledger";

    /** The sums by window and group. */
    public static final String METRIC_SUMS = "metrics-sums";

    static final String HOOKS_SOURCE = "hooks-source";
    static final String INGEST = "ingest";
    static final String EVENTS_SINK = "events-sink";
    static final String REJECTED_SINK = "rejected-sink";
    static final String EVENTS_SOURCE = "events-source";
    static final String LIFECYCLE = "lifecycle";
    static final String PUBLISHER = "publisher";
    static final String LIFECYCLES_SINK = "lifecycles-sink";
    static final String WORKFLOWS_SINK = "workflows-sink";
    static final String CARRIED_EVENTS_SINK = "carried-events-sink";
    static final String PROCESSES_SINK = "processes-sink";
    static final String PROCESSES_SOURCE = "processes-source";
    static final String LINK = "link";
    static final String LINKED_EVENTS_SINK = "linked-events-sink";
    static final String CONTRIBUTIONS = "ledger";
    static final String METRIC_DELTAS_SINK = "metric-deltas-sink";
    static final String METRIC_DELTAS_SOURCE = "metric-deltas-source";
    static final String SUMS = "sums";
    static final String METRICS_SINK = "metrics-sink";

    private Names() {}
}
