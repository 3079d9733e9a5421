package io.delegraph.lifecycle;

import static io.delegraph.schemas.AgentId.ROOT;

import io.delegraph.lifecycle.row.AgentRow;
import io.delegraph.lifecycle.row.ClockShift;
import io.delegraph.lifecycle.row.PromptRow;
import io.delegraph.lifecycle.row.SessionRow;
import io.delegraph.lifecycle.row.Sighting;
import io.delegraph.lifecycle.row.SpawnRow;
import io.delegraph.lifecycle.row.Timestamped;
import io.delegraph.lifecycle.row.ToolRow;
import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.event.AgentMeta;
import io.delegraph.schemas.event.AgentStarted;
import io.delegraph.schemas.event.AgentStopped;
import io.delegraph.schemas.event.BatchedCall;
import io.delegraph.schemas.event.Origin;
import io.delegraph.schemas.event.PromptSubmitted;
import io.delegraph.schemas.event.SpawnAnswered;
import io.delegraph.schemas.event.SpawnFailed;
import io.delegraph.schemas.event.ToolBatchEnded;
import io.delegraph.schemas.event.ToolEnded;
import io.delegraph.schemas.event.TurnFailed;
import io.delegraph.schemas.event.TurnStopped;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Corrects the times of a client whose clock was set back while it worked. Nothing ends before it began, so the end of a tool call, of a
 * request or of a turn that says so shows that the clock was set back, and so does a new prompt before the end of the turn before it. Such
 * an event is assumed to have taken as long to arrive as the events before it. All later times of the same client are corrected by the same
 * amount until its clock is right again.
 *
 * <p>Times that agree with each other are never touched, in whatever order they come.
 */
final class ClientClockCorrection {
    /** Concurrent hooks may get their times in the wrong order; a contradiction up to this size, ms, is not corrected. */
    private static final long HOOK_ORDER_TOLERANCE_MS = 1_000;

    /** How much earlier than the end of the previous turn a prompt may be stamped, ms. */
    private static final long TURN_ORDER_TOLERANCE_MS = 5_000;

    /** Corrected times that are ahead of the broker's by this much more than before, ms, show that the clock was set right again. */
    private static final long MIN_CLOCK_RESET_MS = 60_000;

    private final SessionRows rows;

    ClientClockCorrection(SessionRows rows) {
        this.rows = rows;
    }

    /**
     * An event's origin with the time at which it happened.
     *
     * @param shift the shift to be stored, when the event shows one that was not known; else null
     */
    record CorrectedOrigin(Origin origin, @Nullable Timestamped<ClockShift> shift) {}

    CorrectedOrigin correct(AgentEvent.InSession event) {
        Origin origin = event.origin();
        if (origin.fromHistory()) {
            return new CorrectedOrigin(origin, null);
        }
        long shift = knownShiftMs(origin);
        long at = origin.at() + shift;
        long bound = earliestPossible(event, at);
        if (at >= bound) {
            return new CorrectedOrigin(shift == 0 ? origin : origin.withAt(capped(at, origin)), null);
        }
        long corrected = capped(Math.max(bound, withPreviousDelay(origin)), origin);
        ClockShift found = new ClockShift(origin.clientPid(), corrected - origin.at(), corrected - origin.arrivedAt());
        return new CorrectedOrigin(origin.withAt(corrected), new Timestamped<>(origin.arrivedAt(), found));
    }

    private static long capped(long at, Origin origin) {
        return Math.min(at, origin.arrivedAt() + Origin.MAX_AHEAD_MS);
    }

    /** The time of the event if it took as long to arrive as the session's previous events, epoch ms. */
    private long withPreviousDelay(Origin origin) {
        Sighting seen = rows.session().seen();
        // a session that only other sessions have mentioned has no event of its own yet
        return seen == null ? origin.arrivedAt() : origin.arrivedAt() - (seen.lastArrival() - seen.lastAt());
    }

    /** The known correction of this client's times, ms; 0 when there is none, and when its clock was set right since. */
    private long knownShiftMs(Origin origin) {
        ClockShift shift = Timestamped.valueOf(rows.session().clock());
        return shift == null
                        || !Objects.equals(shift.pid(), origin.clientPid())
                        || origin.at() + shift.ms() - origin.arrivedAt() > shift.lead() + MIN_CLOCK_RESET_MS
                ? 0
                : shift.ms();
    }

    /** The earliest time at which an event can have happened, epoch ms; {@code at} itself when nothing contradicts it. */
    private long earliestPossible(AgentEvent.InSession event, long at) {
        Long begin = beginningOf(event);
        if (begin != null && at < begin - HOOK_ORDER_TOLERANCE_MS) {
            return begin;
        }
        Long turnEnd = rows.session().turnEndedAt();
        return turnEnd != null && event instanceof PromptSubmitted && contradicts(turnEnd, event.origin(), at)
                ? turnEnd
                : at;
    }

    /** When the call, request or turn that an event ends began, epoch ms; null when the event ends none that is known. */
    private @Nullable Long beginningOf(AgentEvent.InSession event) {
        String agentId =
                event.origin().agentId() == null ? ROOT : event.origin().agentId();
        return switch (event) {
            case ToolEnded ended -> plus(callStartedAt(agentId, ended.toolUseId()), ended.durationMs());
            case SpawnAnswered answered -> callStartedAt(agentId, answered.toolUseId());
            case SpawnFailed failed -> callStartedAt(agentId, failed.toolUseId());
            case ToolBatchEnded ended ->
                latest(ended.calls().stream().map(BatchedCall::toolUseId).map(call -> callStartedAt(agentId, call)));
            case AgentStarted started -> requestedAt(started.meta());
            case AgentStopped ignored -> {
                AgentRow agent = rows.agents().get(agentId);
                yield agent == null ? null : requestedAt(agent.meta());
            }
            case TurnStopped ignored -> promptedAt(event.origin());
            case TurnFailed ignored -> promptedAt(event.origin());
            default -> null;
        };
    }

    private @Nullable Long callStartedAt(String agentId, String toolUseId) {
        ToolRow call = rows.tool(agentId, toolUseId);
        return call == null ? null : call.startedAt();
    }

    private @Nullable Long requestedAt(@Nullable AgentMeta meta) {
        SpawnRow request =
                meta == null || meta.toolUseId() == null ? null : rows.spawns().get(meta.toolUseId());
        return request == null ? null : request.requestedAt();
    }

    private @Nullable Long promptedAt(Origin origin) {
        PromptRow prompt = origin.agentId() != null || origin.promptId() == null
                ? null
                : rows.prompts().get(origin.promptId());
        // a notification may come under the same id after an end of the turn
        return prompt == null || prompt.notifiedAt() != null ? null : prompt.ownAt();
    }

    /** Whether a new prompt arrives after all other events of its client, yet its time is before the end of the last turn. */
    private boolean contradicts(long turnEnd, Origin origin, long at) {
        SessionRow session = rows.session();
        return origin.promptId() != null
                && !rows.prompts().containsKey(origin.promptId())
                && at < turnEnd - TURN_ORDER_TOLERANCE_MS
                && session.process() != null
                && origin.clientPid() != null
                && session.process().value().pid() == origin.clientPid()
                && session.seen() != null
                && origin.arrivedAt() >= session.seen().lastArrival();
    }

    private static @Nullable Long plus(@Nullable Long at, @Nullable Long ms) {
        return at == null || ms == null ? at : Long.valueOf(at + Math.max(0, ms));
    }

    private static @Nullable Long latest(Stream<Long> times) {
        return times.filter(Objects::nonNull).max(Comparator.naturalOrder()).orElse(null);
    }
}
