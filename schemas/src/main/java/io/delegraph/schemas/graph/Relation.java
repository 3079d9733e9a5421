package io.delegraph.schemas.graph;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What two agents of one workflow have to do with each other beside delegation.
 *
 * @param from who was first: hands on, orchestrates; of peers the one with the smaller id
 * @param evidence what it is known from, strongest first, never empty
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Relation(Kind kind, String from, String to, List<Evidence> evidence) {
    public Relation {
        evidence = List.copyOf(evidence);
    }

    public enum Kind {
        /** {@code to} goes on from what {@code from} had completed before it was asked for. */
        @JsonProperty("hand-off")
        HAND_OFF,
        /** Both work at the same time on the same files, or write to each other. */
        @JsonProperty("peer")
        PEER,
        /** {@code from} starts, awaits and combines agents of several specialised types, {@code to} among them. */
        @JsonProperty("orchestration")
        ORCHESTRATION
    }

    public enum Evidence {
        /** The later one's prompt carries the earlier one's result, by their keyed fingerprints. */
        @JsonProperty("result")
        RESULT,
        /** One reads or writes a file that the other wrote, by its keyed hash. */
        @JsonProperty("file")
        FILE,
        /** A message from one to the other. */
        @JsonProperty("message")
        MESSAGE,
        /** The later task judges or builds what the earlier one's few words name. */
        @JsonProperty("task")
        TASK,
        /** Types, and who waited for whom. */
        @JsonProperty("structure")
        STRUCTURE
    }
}
