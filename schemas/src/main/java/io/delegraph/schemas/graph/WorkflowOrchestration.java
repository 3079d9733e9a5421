package io.delegraph.schemas.graph;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a workflow's work is distributed; when two fit, the later constant. */
public enum WorkflowOrchestration {
    /** Only the root works on it. */
    @JsonProperty("single")
    SINGLE,
    /** Delegations that are neither a loop nor a wave. */
    @JsonProperty("sub-agent")
    SUB_AGENT,
    /** The same kind of work is repeated on its previous result. */
    @JsonProperty("loop")
    LOOP,
    /** Consecutive groups of agents, at least two of them with concurrent agents. */
    @JsonProperty("wave")
    WAVE
}
