package io.delegraph.schemas.lifecycle;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One session in a list.
 *
 * @param title a person's title, else the client's, from the transcript; null when there is none
 * @param state of its root agent
 * @param agents number of subagents in each state
 * @param internalHelpers helpers of the client itself (titles, compaction) that stopped: counted, not in the tree
 * @param costUsd of its agents with a known cost, including the root, USD; null when there are none
 * @param costAgents number of agents with a known cost
 * @param waits waits that need a person, oldest first; a root that merely waits for the next prompt is not included
 * @param parentSessionId the session whose agent started this client; null without evidence
 * @param previousSessionId the session under which the same client worked before, by agents that it left at work or by a transcript; null
 * without evidence
 * @param nextSessionId the session under which the same client went on, by agents of this one at work or by a transcript; null without
 * evidence
 * @param children clients that an agent of this session started
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@RecordBuilder
public record SessionSummary(
        String sessionId,
        @Nullable String title,
        AgentState state,
        String stateReason,
        @Nullable String source,
        @Nullable String sourceVersion,
        @Nullable String project,
        @Nullable String user,
        @Nullable String host,
        @Nullable Long startedAt,
        @Nullable Long endedAt,
        long lastSeenAt,
        Map<AgentState, Integer> agents,
        int workflows,
        int internalHelpers,
        @Nullable Double costUsd,
        int costAgents,
        List<Wait> waits,
        @Nullable String parentSessionId,
        @Nullable String previousSessionId,
        @Nullable String nextSessionId,
        List<Child> children,
        long asOf) {
    public SessionSummary {
        // sorted by state, so that equal counts have equal bytes
        agents = Collections.unmodifiableMap(new TreeMap<>(agents));
        waits = List.copyOf(waits);
        children = List.copyOf(children);
    }

    public static SessionSummaryBuilder builder() {
        return SessionSummaryBuilder.builder();
    }

    /**
     * A wait that needs a person.
     *
     * @param agentId the waiting agent
     * @param since epoch ms
     * @param why in plain words
     * @param kind what a person is asked for, PROMPT when the latest turn failed; null for a lost agent
     */
    public record Wait(
            String agentId,
            long since,
            String why,
            @Nullable WaitKind kind) {}

    /**
     * A session whose client was started from this one.
     *
     * @param agentId the agent that started it: the only agent that ran a shell command at that time; null when there is no single one
     * @param at when its client was first seen, epoch ms
     */
    public record Child(String sessionId, @Nullable String agentId, long at) {}
}
