package io.delegraph.tools.demo.truth;

import java.util.List;

/** The names of the facts in a {@link Label}. */
public final class FactNames {
    /** Agent id of the parent. */
    public static final String PARENT = "parent";

    /** 1 for a child of the root. */
    public static final String LEVEL = "level";

    public static final String TYPE = "type";

    /** true when the parent does not wait for it. */
    public static final String BACKGROUND = "background";

    /** Number of runs. */
    public static final String RUNS = "runs";

    /** A name in {@code AgentState}. */
    public static final String OUTCOME = "outcome";

    /** A name in {@code SpawnFailure}; the subject is the request's tool use id. */
    public static final String REFUSAL = "refusal";

    /** The session whose agent started this client. */
    public static final String PARENT_SESSION = "parent_session";

    /** The agent that started the subject, a session. */
    public static final String STARTED_BY = "started_by";

    /** For a delegating agent, or the root by its prompt: single, parallel, sequential, hierarchical. */
    public static final String STRATEGY = "strategy";

    /** For a workflow (a prompt): wave, loop, sub-agent, single. */
    public static final String ORCHESTRATION = "orchestration";

    /** Name of the workflow's scenario. */
    public static final String PATTERN = "pattern";

    /** The agent whose result it continues from. */
    public static final String HAND_OFF_FROM = "hand_off_from";

    /** An agent with which it works on one file. */
    public static final String PEER_OF = "peer_of";

    /** Coordination with its parent: fire-and-forget, supervised, collaborative. */
    public static final String COORDINATION = "coordination";

    /** A finding of a security rule about an agent, for example {@code B1 MEDIUM}. */
    public static final String FINDING = "finding";

    /** Last line of a file: see {@link Label#sentUntil}. */
    public static final String SENT_UNTIL = "sent_until";

    /** The purpose of its type. */
    public static final String SPECIALIZATION = "agent_specialization";

    /** The expected outcome: analysis, implementation, validation, coordination. */
    public static final String EXPECTED_OUTCOME = "expected_outcome";

    /** The reason for the delegation: complexity, scope, specialization, performance. */
    public static final String REASON = "delegation_reason";

    /** Its size: low, medium, high. */
    public static final String ALLOCATION = "resource_allocation";

    /** Share of its runs in which it did not wait, 0..1; defined, like the next five, in {@link AmountTruth}. */
    public static final String EFFICIENCY = "efficiency";

    /** Tokens. */
    public static final String USAGE = "resource_usage";

    /** From its request to the end of its latest run, ms. */
    public static final String COMPLETION_TIME = "completion_time_ms";

    public static final String MESSAGES = "message_count";

    public static final String TRANSFER = "data_transfer_chars";

    public static final String SYNC_POINTS = "sync_points";

    /** For a delegating agent, or the root by its prompt: whether it continues with the results of several specialised types. */
    public static final String ORCHESTRATES = "orchestrates";

    /** Facts that the hierarchy reports; {@code delegraph accuracy} compares the others. */
    public static final List<String> COMPARED =
            List.of(PARENT, LEVEL, TYPE, BACKGROUND, RUNS, OUTCOME, REFUSAL, PARENT_SESSION, STARTED_BY);

    private FactNames() {}
}
