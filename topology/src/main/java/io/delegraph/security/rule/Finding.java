package io.delegraph.security.rule;

import io.delegraph.schemas.security.Severity;
import java.util.Comparator;
import java.util.List;

/**
 * What a rule found of one agent.
 *
 * @param rule its id, for example {@code C1}
 * @param agentId who did it; {@code root} for the session's own agent
 * @param at when the first of it happened, epoch ms
 * @param reason a clause of what happened, without any text of the calls
 * @param toolUseIds the calls that prove it, the first ones; empty when no single call does
 */
public record Finding(
        String rule,
        Severity severity,
        String sessionId,
        String agentId,
        long at,
        String reason,
        List<String> toolUseIds) {
    /** Calls that are kept as proof. */
    static final int MAX_CALLS = 10;

    /** Of two as severe as each other the earlier one. */
    static final Comparator<Finding> MOST_SEVERE_FIRST =
            Comparator.comparing(Finding::severity).reversed().thenComparingLong(Finding::at);

    public Finding {
        toolUseIds = List.copyOf(toolUseIds);
    }

    Finding withSeverity(Severity other) {
        return new Finding(rule, other, sessionId, agentId, at, reason, toolUseIds);
    }
}
