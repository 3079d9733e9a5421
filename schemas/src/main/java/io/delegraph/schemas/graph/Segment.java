package io.delegraph.schemas.graph;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A stretch of the critical path.
 *
 * @param agentId who the workflow waited for then
 * @param from epoch ms
 * @param to epoch ms
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Segment(String agentId, Kind kind, long from, long to) {
    public enum Kind {
        @JsonProperty("work")
        WORK,
        /** From a request to the start, from an end to the parent's going on. */
        @JsonProperty("handover")
        HANDOVER,
        /** A person was asked for a permission. */
        @JsonProperty("person")
        PERSON
    }
}
