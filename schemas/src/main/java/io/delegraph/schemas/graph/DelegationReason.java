package io.delegraph.schemas.graph;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Why the work was delegated to another agent. */
public enum DelegationReason {
    /** One task of several steps is delegated as a whole. */
    @JsonProperty("complexity")
    COMPLEXITY,
    /** A large search, or one part of a divided task. */
    @JsonProperty("scope")
    SCOPE,
    /** Its type is specialised in the kind of task. */
    @JsonProperty("specialization")
    SPECIALIZATION,
    /** To save time: in parallel with similar agents, or while the parent continues. */
    @JsonProperty("performance")
    PERFORMANCE
}
