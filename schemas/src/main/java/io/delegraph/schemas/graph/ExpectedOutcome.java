package io.delegraph.schemas.graph;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The outcome that the parent expects. */
public enum ExpectedOutcome {
    /** Knowledge. */
    @JsonProperty("analysis")
    ANALYSIS,
    /** Something is made or changed. */
    @JsonProperty("implementation")
    IMPLEMENTATION,
    /** Something that exists is judged. */
    @JsonProperty("validation")
    VALIDATION,
    /** Other agents are led. */
    @JsonProperty("coordination")
    COORDINATION
}
