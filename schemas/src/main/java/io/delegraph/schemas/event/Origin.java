package io.delegraph.schemas.event;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an event comes from: who fired it, where, and when.
 *
 * @param eventId identity of the event: a repeat has the same one
 * @param at when the hook fired, epoch ms, never later than {@code arrivedAt} + 5 min; {@code arrivedAt} when the producer told no time
 * @param arrivedAt when the broker appended the raw record, epoch ms
 * @param sessionId the root's session, also inside subagents
 * @param agentId the agent that fired it; null for the root
 * @param agentType that agent's type; null for the root and when the client does not tell
 * @param promptId the prompt that was current in the session, not the one that spawned a background agent; null before 2.1.196
 * @param permissionMode null where the client does not tell
 * @param source the producing client, for example {@code claude-code}
 * @param sourceVersion null when the producer does not tell
 * @param project last part of the working directory, masked, at most 120 characters; null when not reported or privacy forbids
 * @param clientPid process id of the client on {@code host}; null without the hook script
 * @param ancestorPids process ids above {@code clientPid}; empty without the hook script
 * @param history true when a transcript told it afterwards: its arrival says nothing about how long the agent is silent; null when live
 */
@RecordBuilder
public record Origin(
        String eventId,
        long at,
        long arrivedAt,
        String sessionId,
        @Nullable String agentId,
        @Nullable String agentType,
        @Nullable String promptId,
        @Nullable String permissionMode,
        @Nullable String source,
        @Nullable String sourceVersion,
        @Nullable String project,
        @Nullable String user,
        @Nullable String host,
        @Nullable Long clientPid,
        List<Long> ancestorPids,
        @Nullable Boolean history)
        implements OriginBuilder.With {
    /** A time is never later than the arrival by more than this, ms: clocks of hosts differ, and some are wrong. */
    public static final long MAX_AHEAD_MS = 300_000;

    public Origin {
        ancestorPids = ancestorPids == null ? List.of() : List.copyOf(ancestorPids);
    }

    public static OriginBuilder builder() {
        return OriginBuilder.builder();
    }

    /** Whether a transcript told it afterwards. */
    public boolean fromHistory() {
        return Boolean.TRUE.equals(history);
    }
}
