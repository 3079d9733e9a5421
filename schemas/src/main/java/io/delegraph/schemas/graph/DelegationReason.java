package io.delegraph.schemas.graph;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Why another agent at all. */
public enum DelegationReason {
    /** One job of several steps, handed over whole. */
    @JsonProperty("complexity")
    COMPLEXITY,
    /** Much is to be looked through, or it is one part of something that was split up. */
    @JsonProperty("scope")
    SCOPE,
    /** Its type is made for the kind of task. */
    @JsonProperty("specialization")
    SPECIALIZATION,
    /** Time: beside its like, or while the parent goes on. */
    @JsonProperty("performance")
    PERFORMANCE
}
