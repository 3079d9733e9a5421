package io.delegraph.schemas.graph;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How an agent delegates within one workflow; when two fit, the later constant. */
public enum DelegationStrategy {
    /** One child. */
    @JsonProperty("single")
    SINGLE,
    /** Several children, never two at the same time. */
    @JsonProperty("sequential")
    SEQUENTIAL,
    /** At least two children at work at the same time. */
    @JsonProperty("parallel")
    PARALLEL,
    /** A child delegates in turn. */
    @JsonProperty("hierarchical")
    HIERARCHICAL
}
