package io.delegraph.schemas.graph;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The size of a delegation, by the thresholds of {@code config/delegation-patterns.yaml}. */
public enum ResourceAllocation {
    @JsonProperty("low")
    LOW,
    @JsonProperty("medium")
    MEDIUM,
    @JsonProperty("high")
    HIGH
}
