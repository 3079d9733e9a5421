package io.delegraph.security.rule;

import org.jspecify.annotations.Nullable;

/**
 * What an agent's texts and counts show, without the texts.
 *
 * @param calls tool calls that were observed
 * @param clientCalls tool calls as the client counted them at the end; null when it did not, and when a transcript reported it afterwards
 * @param resultGivesOrders whether its result speaks to its reader as a system or as a person does
 * @param flaggedByClient whether the client withheld or changed its result
 */
public record AgentReport(
        int calls, @Nullable Integer clientCalls, boolean resultGivesOrders, boolean flaggedByClient) {
    static final AgentReport NONE = new AgentReport(0, null, false, false);
}
