package io.delegraph.schemas.security;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One part of a risk.
 *
 * @param points that it adds to the score, more than 0
 * @param reason a clause that says what it comes from
 * @param agentId the agent that it comes from; null when it comes from all of them together
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record RiskTerm(
        RiskFactor factor,
        double points,
        String reason,
        @Nullable String agentId) {}
