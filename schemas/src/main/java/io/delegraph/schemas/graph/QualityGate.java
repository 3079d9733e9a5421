package io.delegraph.schemas.graph;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * A completed implementation that validating agents checked: they continue from it (a hand-off), or are the next stage and continue from no
 * other implementation.
 *
 * @param agentId the agent whose result was checked
 * @param validatorAgentIds agents that completed a check of it, by their end, never empty
 * @param evidence evidence of the check, strongest first, never empty: as for a hand-off, {@code structure} when they are merely the next
 * stage
 * @param rework evidence of rework after the first check; empty when there is none
 * @param addedMs from its end to the last check's end, without times in which any other agent or the root was at work
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record QualityGate(
        String agentId,
        List<String> validatorAgentIds,
        List<Relation.Evidence> evidence,
        List<Rework> rework,
        long addedMs) {
    public QualityGate {
        validatorAgentIds = List.copyOf(validatorAgentIds);
        evidence = List.copyOf(evidence);
        rework = List.copyOf(rework);
    }

    public enum Rework {
        /** An implementing agent continues from a validator's result. */
        @JsonProperty("hand-off")
        HAND_OFF,
        /** The same agent was resumed. */
        @JsonProperty("run")
        RUN,
        /** A file that it had written was written again by an agent that is not a validator. */
        @JsonProperty("file")
        FILE
    }
}
