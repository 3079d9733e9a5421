package io.delegraph.schemas.graph;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * A completed implementation that validating agents checked: they go on from it (a hand-off), or are the stage right behind it and
 * go on from no other implementation.
 *
 * @param agentId who had made it
 * @param validatorAgentIds who checked it and completed that, by their end, never empty
 * @param evidence what shows that they checked this one, strongest first, never empty: as of a hand-off, {@code structure} when they are
 *     the next stage only
 * @param rework what shows that it was worked on again after the first check; empty when nothing does
 * @param addedMs from its end to the last check's, less every moment at which anyone but the validators was at work, the root among them:
 *     what nobody else made use of
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
        /** An implementing agent goes on from what a validator found. */
        @JsonProperty("hand-off")
        HAND_OFF,
        /** The one who had made it was set to work again. */
        @JsonProperty("run")
        RUN,
        /** A file that it had written was written again, by anyone but the validators. */
        @JsonProperty("file")
        FILE
    }
}
