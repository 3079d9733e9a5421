package io.delegraph.schemas.graph;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How much a delegation takes, by the thresholds of {@code config/delegation-patterns.yaml}. */
public enum ResourceAllocation {
    @JsonProperty("low")
    LOW,
    @JsonProperty("medium")
    MEDIUM,
    @JsonProperty("high")
    HIGH
}
