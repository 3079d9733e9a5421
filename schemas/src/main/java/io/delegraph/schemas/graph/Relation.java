package io.delegraph.schemas.graph;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * A relation between two agents of one workflow other than delegation.
 *
 * @param from the earlier agent of a hand-off, the orchestrator, or the peer with the smaller id
 * @param evidence evidence of the relation, strongest first, never empty
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Relation(Kind kind, String from, String to, List<Evidence> evidence) {
    public Relation {
        evidence = List.copyOf(evidence);
    }

    public enum Kind {
        /** {@code to} continues from the result that {@code from} had completed before {@code to} was requested. */
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
        /** The later one's prompt contains the earlier one's result, by their keyed fingerprints. */
        @JsonProperty("result")
        RESULT,
        /** One reads or writes a file that the other wrote, by its keyed hash. */
        @JsonProperty("file")
        FILE,
        /** A message from one to the other. */
        @JsonProperty("message")
        MESSAGE,
        /** The later task judges or builds what the earlier one's description names. */
        @JsonProperty("task")
        TASK,
        /** Types, and which agents were awaited. */
        @JsonProperty("structure")
        STRUCTURE
    }
}
