package io.delegraph.stream.record;

/** Every name that Kafka persists. Renaming one abandons existing data. */
public final class Names {
    /** Kafka Streams' application.id: the group, the prefix of internal topics. */
    public static final String APPLICATION = "delegraph";

    /** Raw hooks as clients send them. */
    public static final String HOOKS = "agent.hooks";

    /** Records that could not be used, with the reason in headers. */
    public static final String HOOKS_REJECTED = "agent.hooks.rejected";

    /** Normalised, masked events by session. */
    public static final String EVENTS = "agent.events";

    /** The current lifecycle of each agent. */
    public static final String LIFECYCLES = "agent.lifecycles";

    /** The current summary of each workflow. */
    public static final String WORKFLOWS = "agent.workflows";

    /** The current security findings. */
    public static final String FINDINGS = "agent.findings";

    /** Findings, agents and workflows as OCSF events for a SIEM. */
    public static final String FINDINGS_OCSF = "agent.findings.ocsf";

    /** Client processes by host: how sessions on one host find each other. */
    public static final String PROCESSES = "agent.processes";

    /** Windowed sums by group. */
    public static final String METRICS = "agent.metrics";

    /** Changes of sums by group. */
    public static final String METRIC_DELTAS = "agent.metrics.deltas";

    /** The rows of every session: see {@code io.delegraph.lifecycle.row}. */
    public static final String ROWS = "lifecycle-rows";

    /** Watermarks, timers and lists over the sessions: see {@code SessionIndex}. */
    public static final String INDEX = "lifecycle-index";

    /** The latest client of each process id on a host. */
    public static final String CLIENTS = "link-clients";

    /** The contribution of each agent and workflow to the metrics. */
    public static final String METRIC_CONTRIBUTIONS = "metrics-ledger";

    /** The sums by window and group. */
    public static final String METRIC_SUMS = "metrics-sums";

    /** Notable calls and findings of every session, and what of it was reported to the SIEM: see {@code FindingKeys}. */
    public static final String FINDING_STORE = "security-findings";

    public static final String HOOKS_SOURCE = "hooks-source";
    public static final String INGEST = "ingest";
    public static final String EVENTS_SINK = "events-sink";
    public static final String REJECTED_SINK = "rejected-sink";
    public static final String EVENTS_SOURCE = "events-source";
    public static final String LIFECYCLE = "lifecycle";
    public static final String PUBLISHER = "publisher";
    public static final String LIFECYCLES_SINK = "lifecycles-sink";
    public static final String WORKFLOWS_SINK = "workflows-sink";
    public static final String CARRIED_EVENTS_SINK = "carried-events-sink";
    public static final String SECURITY = "security";
    public static final String FINDINGS_SINK = "findings-sink";
    public static final String FINDINGS_OCSF_SINK = "findings-ocsf-sink";
    public static final String OCSF = "ocsf";
    public static final String LIFECYCLES_OCSF_SINK = "lifecycles-ocsf-sink";
    public static final String PROCESSES_SINK = "processes-sink";
    public static final String PROCESSES_SOURCE = "processes-source";
    public static final String LINK = "link";
    public static final String LINKED_EVENTS_SINK = "linked-events-sink";
    public static final String CONTRIBUTIONS = "ledger";
    public static final String METRIC_DELTAS_SINK = "metric-deltas-sink";
    public static final String METRIC_DELTAS_SOURCE = "metric-deltas-source";
    public static final String SUMS = "sums";
    public static final String METRICS_SINK = "metrics-sink";

    private Names() {}
}
