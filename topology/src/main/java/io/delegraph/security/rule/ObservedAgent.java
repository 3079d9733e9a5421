package io.delegraph.security.rule;

import io.delegraph.schemas.AgentId;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An agent of a session.
 *
 * @param parentAgentId null for the root and when unknown
 * @param agentType null for a root without a type and when unknown
 * @param level 0 for the root; null when unknown
 * @param modeAtRequest the permission mode of the agent that asked for it, when it asked; null when unknown
 * @param permissionMode its latest mode; null when unknown
 * @param startedAt epoch ms; null when unknown
 * @param endedAt epoch ms; null while it is at work and when unknown
 * @param stopped when it was stopped for certain, in the order of time
 */
@RecordBuilder
public record ObservedAgent(
        String agentId,
        @Nullable String parentAgentId,
        @Nullable String agentType,
        @Nullable Integer level,
        @Nullable String modeAtRequest,
        @Nullable String permissionMode,
        @Nullable Long startedAt,
        @Nullable Long endedAt,
        List<StoppedTime> stopped,
        AgentReport report) {
    public ObservedAgent {
        stopped = List.copyOf(stopped);
    }

    public static ObservedAgentBuilder builder(String agentId) {
        return ObservedAgentBuilder.builder()
                .agentId(agentId)
                .stopped(List.of())
                .report(AgentReport.NONE);
    }

    /** One of which nothing but the id is known. */
    static ObservedAgent unknown(String agentId) {
        return builder(agentId).build();
    }

    boolean isRoot() {
        return agentId.equals(AgentId.ROOT);
    }

    /** Whether it was stopped for certain at a time. */
    public boolean stoppedAt(long time) {
        return stopped.stream().anyMatch(stop -> stop.covers(time));
    }

    /** Whether it is at work at a time, as far as is known. */
    boolean aliveAt(long time) {
        return startedAt != null && startedAt <= time && (endedAt == null || endedAt >= time);
    }
}
