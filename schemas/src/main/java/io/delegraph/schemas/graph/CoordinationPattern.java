package io.delegraph.schemas.graph;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How an agent works together with others. */
public enum CoordinationPattern {
    /** Its parent goes on without waiting for it. */
    @JsonProperty("fire-and-forget")
    FIRE_AND_FORGET,
    /** Its parent waits for it. */
    @JsonProperty("supervised")
    SUPERVISED,
    /** It goes on from another's result or another from its own, shares files with a peer, or gets messages after its start. */
    @JsonProperty("collaborative")
    COLLABORATIVE
}
