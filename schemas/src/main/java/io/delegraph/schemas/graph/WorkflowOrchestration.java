package io.delegraph.schemas.graph;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a workflow's work is spread; of two that fit the later constant. */
public enum WorkflowOrchestration {
    /** Nobody but the root works on it. */
    @JsonProperty("single")
    SINGLE,
    /** Any delegation that is neither of the others. */
    @JsonProperty("sub-agent")
    SUB_AGENT,
    /** The same kind of work is done again on what came out of it before. */
    @JsonProperty("loop")
    LOOP,
    /** Groups of agents one after the other, at least two of them with agents side by side. */
    @JsonProperty("wave")
    WAVE
}
