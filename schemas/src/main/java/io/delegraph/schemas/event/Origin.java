package io.delegraph.schemas.event;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an event comes from: who fired it, where, and when.
 *
 * @param eventId identity of the event: a repetition has the same one
 * @param at when the hook fired, epoch ms, never later than {@code arrivedAt} + 5 min; {@code arrivedAt} when the producer reported no time
 * @param arrivedAt when the broker appended the raw record, epoch ms
 * @param sessionId the root's session, also inside subagents
 * @param agentId the agent that fired it; null for the root
 * @param agentType that agent's type; null for the root and when not reported
 * @param promptId the prompt that was current in the session, not the one that spawned a background agent; null before 2.1.196
 * @param permissionMode null when not reported
 * @param source the producing client, for example {@code claude-code}
 * @param sourceVersion null when not reported
 * @param project last part of the working directory, masked, at most 120 characters; null when not reported or privacy forbids
 * @param clientPid process id of the client on {@code host}; null without the hook script
 * @param ancestorPids process ids above {@code clientPid}; empty without the hook script
 * @param history true when the event was read from a transcript afterwards, so that its arrival is no sign of life; null when live
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
    /** Maximum time by which an event may be later than its arrival, ms: the clocks of hosts differ, and some are wrong. */
    public static final long MAX_AHEAD_MS = 300_000;

    public Origin {
        ancestorPids = ancestorPids == null ? List.of() : List.copyOf(ancestorPids);
    }

    public static OriginBuilder builder() {
        return OriginBuilder.builder();
    }

    /** Whether the event was read from a transcript afterwards. */
    public boolean fromHistory() {
        return Boolean.TRUE.equals(history);
    }
}
