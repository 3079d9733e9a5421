package io.delegraph.schemas.lifecycle;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.delegraph.schemas.security.Severity;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One session in a list.
 *
 * @param title as a person gave it, else as the client made it, from its transcript, else the description of the first delegation, else,
 *     where privacy is full, the beginning of the first prompt; at most {@link #MAX_TITLE_LENGTH} characters; null when there is none of them
 * @param titleSource where the title is from; null without a title
 * @param state of its root agent
 * @param agents number of subagents in each state
 * @param internalHelpers helpers of the client itself (titles, compaction) that stopped: counted, not in the tree
 * @param costUsd of those of its agents whose cost is known, the root counted, USD; null when none is
 * @param costAgents how many these are
 * @param tokens of those of its agents all of whose tokens are known, the root counted; null when none is
 * @param failedTurns how many of its prompts had a turn that ended with an error of the model API
 * @param activeMs the elapsed times of its prompts added up, ms, a prompt that goes on until the session was last seen; null when no prompt
 *     was seen
 * @param openFindings number of open security findings of each severity; empty for a moment in the past
 * @param waits what needs a person, oldest first; a root that merely waits for the next prompt is none
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
        @Nullable TitleSource titleSource,
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
        @Nullable Long tokens,
        int failedTurns,
        @Nullable Long activeMs,
        Map<Severity, Integer> openFindings,
        List<Wait> waits,
        @Nullable String parentSessionId,
        @Nullable String previousSessionId,
        @Nullable String nextSessionId,
        List<Child> children,
        long asOf)
        implements SessionSummaryBuilder.With {
    /** Characters of a title. */
    public static final int MAX_TITLE_LENGTH = 120;

    public SessionSummary {
        // sorted by state, so that equal counts have equal bytes
        agents = Collections.unmodifiableMap(new TreeMap<>(agents));
        openFindings = openFindings == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(openFindings));
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
