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
 * an event is taken to have been as long on its way as what came before it, and what the same client says from then on is corrected by as
 * much, until its clock is right again.
 *
 * <p>Times that agree with each other are never touched, in whatever order they come.
 */
final class ClientClockCorrection {
    /** Hooks that run side by side may be stamped in the wrong order; what contradicts itself by no more is left, ms. */
    private static final long HOOK_ORDER_TOLERANCE_MS = 1_000;

    /** How much earlier than the end of the previous turn a prompt may be stamped, ms. */
    private static final long TURN_ORDER_TOLERANCE_MS = 5_000;

    /** A clock that is set right again is seen by corrected times that are ahead of the broker's by so much more than they were, ms. */
    private static final long MIN_CLOCK_RESET_MS = 60_000;

    private final SessionRows rows;

    ClientClockCorrection(SessionRows rows) {
        this.rows = rows;
    }

    /**
     * An event's origin with the time at which it happened.
     *
     * @param shift what is to be remembered, when the event shows a shift that was not known; else null
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

    /** When it happened if it took as long to arrive as what the session said before, epoch ms. */
    private long withPreviousDelay(Origin origin) {
        Sighting seen = rows.session().seen();
        // a session that only other sessions told of has said nothing yet
        return seen == null ? origin.arrivedAt() : origin.arrivedAt() - (seen.lastArrival() - seen.lastAt());
    }

    /** What is known to be added to this client's times, ms; 0 when nothing is, and when its clock was set right since. */
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

    /** When what an event ends began, epoch ms; null when it ends nothing that is known. */
    private @Nullable Long beginningOf(AgentEvent.InSession event) {
        String agentId =
                event.origin().agentId() == null ? ROOT : event.origin().agentId();
        return switch (event) {
            case ToolEnded it -> plus(callStartedAt(agentId, it.toolUseId()), it.durationMs());
            case SpawnAnswered it -> callStartedAt(agentId, it.toolUseId());
            case SpawnFailed it -> callStartedAt(agentId, it.toolUseId());
            case ToolBatchEnded it ->
                latest(it.calls().stream().map(BatchedCall::toolUseId).map(call -> callStartedAt(agentId, call)));
            case AgentStarted it -> requestedAt(it.meta());
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

    /** Whether a prompt that nobody has seen arrives after everything else of its client, and yet says that it was before the last turn's end. */
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
