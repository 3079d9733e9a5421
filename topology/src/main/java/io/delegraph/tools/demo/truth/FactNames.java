package io.delegraph.tools.demo.truth;

import java.util.List;

/** The names of what a {@link Label} tells. */
public final class FactNames {
    /** Agent id of who spawned it. */
    public static final String PARENT = "parent";

    /** 1 for a child of the root. */
    public static final String LEVEL = "level";

    public static final String TYPE = "type";

    /** true when nobody waits for it. */
    public static final String BACKGROUND = "background";

    /** How often it was set to work. */
    public static final String RUNS = "runs";

    /** A word of {@code AgentState}. */
    public static final String OUTCOME = "outcome";

    /** A word of {@code SpawnFailure}; the subject is the request's tool use id. */
    public static final String REFUSAL = "refusal";

    /** The session whose agent started this client. */
    public static final String PARENT_SESSION = "parent_session";

    /** The agent that started the session which is the subject. */
    public static final String STARTED_BY = "started_by";

    /** Of an agent that delegates, of the root by its prompt: single, parallel, sequential, hierarchical. */
    public static final String STRATEGY = "strategy";

    /** Of a workflow (a prompt): wave, loop, sub-agent, single. */
    public static final String ORCHESTRATION = "orchestration";

    /** Name of the workflow's scenario. */
    public static final String PATTERN = "pattern";

    /** The agent whose result it goes on from. */
    public static final String HAND_OFF_FROM = "hand_off_from";

    /** An agent that it works with on one file. */
    public static final String PEER_OF = "peer_of";

    /** Of the edge to its parent: fire-and-forget, supervised, collaborative. */
    public static final String COORDINATION = "coordination";

    /** Last line of a file: see {@link Label#sentUntil}. */
    public static final String SENT_UNTIL = "sent_until";

    /** What its type is made for. */
    public static final String SPECIALIZATION = "agent_specialization";

    /** What was wanted of it: analysis, implementation, validation, coordination. */
    public static final String EXPECTED_OUTCOME = "expected_outcome";

    /** Why it was delegated: complexity, scope, specialization, performance. */
    public static final String REASON = "delegation_reason";

    /** What it took: low, medium, high. */
    public static final String ALLOCATION = "resource_allocation";

    /** Share of its runs in which it waited for nobody, 0..1; as the next five defined in {@link AmountTruth}. */
    public static final String EFFICIENCY = "efficiency";

    /** Tokens. */
    public static final String USAGE = "resource_usage";

    /** From its request to the end of its latest run, ms. */
    public static final String COMPLETION_TIME = "completion_time_ms";

    public static final String MESSAGES = "message_count";

    public static final String TRANSFER = "data_transfer_chars";

    public static final String SYNC_POINTS = "sync_points";

    /** Of an agent that delegates, of the root by its prompt: whether it goes on with the results of several specialised types. */
    public static final String ORCHESTRATES = "orchestrates";

    /** Those that the hierarchy says something about; {@code delegraph accuracy} has the others. */
    public static final List<String> COMPARED =
            List.of(PARENT, LEVEL, TYPE, BACKGROUND, RUNS, OUTCOME, REFUSAL, PARENT_SESSION, STARTED_BY);

    private FactNames() {}
}
