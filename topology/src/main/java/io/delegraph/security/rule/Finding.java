package io.delegraph.security.rule;

import io.delegraph.schemas.security.Severity;
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

    public Finding {
        toolUseIds = List.copyOf(toolUseIds);
    }
}
