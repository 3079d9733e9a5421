package io.delegraph.schemas.graph;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What the parent wants back. */
public enum ExpectedOutcome {
    /** Knowledge. */
    @JsonProperty("analysis")
    ANALYSIS,
    /** Something made or changed. */
    @JsonProperty("implementation")
    IMPLEMENTATION,
    /** A judgement of something that exists. */
    @JsonProperty("validation")
    VALIDATION,
    /** Other agents led. */
    @JsonProperty("coordination")
    COORDINATION
}
