package io.delegraph.schemas.graph;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How an agent works with others. */
public enum CoordinationPattern {
    /** Its parent continues without waiting for it. */
    @JsonProperty("fire-and-forget")
    FIRE_AND_FORGET,
    /** Its parent waits for it. */
    @JsonProperty("supervised")
    SUPERVISED,
    /** It continues another's result or another continues its own, it shares files with a peer, or it gets messages after its start. */
    @JsonProperty("collaborative")
    COLLABORATIVE
}
