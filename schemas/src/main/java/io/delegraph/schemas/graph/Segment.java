package io.delegraph.schemas.graph;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A stretch of the critical path.
 *
 * @param agentId the agent for which the workflow waited
 * @param from epoch ms
 * @param to epoch ms
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Segment(String agentId, Kind kind, long from, long to) {
    public enum Kind {
        @JsonProperty("work")
        WORK,
        /** From a request to the start, or from an end until the parent continued. */
        @JsonProperty("handover")
        HANDOVER,
        /** A person was asked for a permission. */
        @JsonProperty("person")
        PERSON
    }
}
