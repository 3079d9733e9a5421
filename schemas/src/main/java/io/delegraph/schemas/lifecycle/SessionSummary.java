package io.delegraph.schemas.lifecycle;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One session in a list.
 *
 * @param title as a person gave it, else as the client made it, from its transcript, else the description of the first delegation, else,
 *     where privacy is full, the beginning of the first prompt; at most {@link #MAX_TITLE_LENGTH} characters; null when there is none of them
 * @param titleSource where the title is from; null without a title
 * @param state of its root agent
 * @param agents how many subagents it has in each state
 * @param internalHelpers helpers of the client itself (titles, compaction) that stopped: counted, not in the tree
 * @param costUsd of those of its agents whose cost is known, the root counted, USD; null when none is
 * @param costAgents how many these are
 * @param tokens of those of its agents all of whose tokens are known, the root counted; null when none is
 * @param failedTurns how many of its prompts had a turn that ended with an error of the model API
 * @param activeMs the elapsed times of its prompts added up, ms, a prompt that goes on until the session was last seen; null when no prompt
 *     was seen
 * @param waits what needs a person, oldest first; a root that merely waits for the next prompt is none
 * @param parentSessionId the session whose agent started this client; null without evidence
 * @param previousSessionId the session under which the same client worked before: one that left agents at work, or that a transcript
 *     tells; null without evidence
 * @param nextSessionId the session under which the same client went on: with agents of this one at work, or as a transcript says; null
 *     without evidence
 * @param children clients that an agent of this session started
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@RecordBuilder
public record SessionSummary(
        String sessionId,
        String title,
        TitleSource titleSource,
        AgentState state,
        String stateReason,
        String source,
        String sourceVersion,
        String project,
        String user,
        String host,
        Long startedAt,
        Long endedAt,
        long lastSeenAt,
        Map<AgentState, Integer> agents,
        int workflows,
        int internalHelpers,
        Double costUsd,
        int costAgents,
        Long tokens,
        int failedTurns,
        Long activeMs,
        List<Wait> waits,
        String parentSessionId,
        String previousSessionId,
        String nextSessionId,
        List<Child> children,
        long asOf) {
    /** Characters of a title. */
    public static final int MAX_TITLE_LENGTH = 120;

    public SessionSummary {
        // in the order of the states, so that the same counts are the same bytes
        agents = Collections.unmodifiableMap(new TreeMap<>(agents));
        waits = List.copyOf(waits);
        children = List.copyOf(children);
    }

    public static SessionSummaryBuilder builder() {
        return SessionSummaryBuilder.builder();
    }

    /**
     * Something that needs a person.
     *
     * @param agentId who waits
     * @param since epoch ms
     * @param why in plain words
     * @param kind what a person is asked for, PROMPT when the latest turn failed; null for an agent that was lost
     */
    public record Wait(String agentId, long since, String why, WaitKind kind) {}

    /**
     * A session whose client was started from this one.
     *
     * @param agentId who started it: the one agent that ran a Bash call then; null when that does not show it
     * @param at when its client was first seen, epoch ms
     */
    public record Child(String sessionId, String agentId, long at) {}
}
