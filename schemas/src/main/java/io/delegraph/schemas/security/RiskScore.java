package io.delegraph.schemas.security;

import java.util.List;

/**
 * How closely somebody should look: not the probability of anything.
 *
 * @param score sum of the terms' points, at most {@link #MAX}
 * @param terms the greatest first
 */
public record RiskScore(double score, List<RiskTerm> terms) {
    public static final double MAX = 100;

    public RiskScore {
        terms = List.copyOf(terms);
    }
}
