package io.delegraph.lifecycle;

import static io.delegraph.schemas.AgentId.ROOT;

import io.delegraph.lifecycle.row.AgentRow;
import io.delegraph.lifecycle.row.ClockShift;
import io.delegraph.lifecycle.row.PromptRow;
import io.delegraph.lifecycle.row.SessionRow;
import io.delegraph.lifecycle.row.Sighting;
import io.delegraph.lifecycle.row.SpawnRow;
import io.delegraph.lifecycle.row.Stamped;
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

/**
 * Corrects the times of a client whose clock was set back while it worked. Nothing ends before it began, so the end of a tool call, of a
 * request or of a turn that says so shows that the clock was set back, and so does a new prompt before the end of the turn before it. Such
 * an event is taken to have been as long on its way as what came before it, and what the same client says from then on is corrected by as
 * much, until its clock is right again.
 *
 * <p>Times that agree with each other are never touched, in whatever order they come.
 */
final class ClientClock {
    /** Hooks that run side by side may be stamped in the wrong order; what contradicts itself by no more is left, ms. */
    private static final long SIDE_BY_SIDE = 1_000;

    /** How much earlier than the end of the previous turn a prompt may be stamped, ms. */
    private static final long TURNS_SIDE_BY_SIDE = 5_000;

    /** A clock that is set right again is seen by corrected times that are ahead of the broker's by so much more than they were, ms. */
    private static final long SET_RIGHT = 60_000;

    private final SessionRows rows;

    ClientClock(SessionRows rows) {
        this.rows = rows;
    }

    /**
     * An event's origin with the time at which it happened.
     *
     * @param shift what is to be remembered, when the event shows a shift that was not known; else null
     */
    record Corrected(Origin origin, SessionRow shift) {}

    Corrected of(AgentEvent.InSession event) {
        Origin origin = event.origin();
        if (origin.fromHistory()) {
            return new Corrected(origin, null);
        }
        long shift = known(origin);
        long at = origin.at() + shift;
        long bound = bound(event, at);
        if (at >= bound) {
            return new Corrected(shift == 0 ? origin : origin.at(bounded(at, origin)), null);
        }
        long corrected = bounded(Math.max(bound, asLateAsBefore(origin)), origin);
        ClockShift found = new ClockShift(origin.clientPid(), corrected - origin.at(), corrected - origin.arrivedAt());
        return new Corrected(
                origin.at(corrected),
                SessionRow.builder()
                        .clock(Stamped.of(origin.arrivedAt(), found))
                        .build());
    }

    private static long bounded(long at, Origin origin) {
        return Math.min(at, origin.arrivedAt() + Origin.MOST_AHEAD);
    }

    /** When it happened if it took as long to arrive as what the session said before, epoch ms. */
    private long asLateAsBefore(Origin origin) {
        Sighting seen = rows.session().seen();
        return origin.arrivedAt() - (seen.lastArrival() - seen.lastAt());
    }

    /** What is known to be added to this client's times, ms; 0 when nothing is, and when its clock was set right since. */
    private long known(Origin origin) {
        ClockShift shift = Stamped.valueOf(rows.session().clock());
        return shift == null
                        || !Objects.equals(shift.pid(), origin.clientPid())
                        || origin.at() + shift.ms() - origin.arrivedAt() > shift.lead() + SET_RIGHT
                ? 0
                : shift.ms();
    }

    /** The earliest time at which an event can have happened, epoch ms; {@code at} itself when nothing contradicts it. */
    private long bound(AgentEvent.InSession event, long at) {
        Long begin = begin(event);
        if (begin != null && at < begin - SIDE_BY_SIDE) {
            return begin;
        }
        return event instanceof PromptSubmitted && followsTurn(event.origin(), at)
                ? rows.session().turnEndedAt()
                : at;
    }

    /** When what an event ends began, epoch ms; null when it ends nothing that is known. */
    private Long begin(AgentEvent.InSession event) {
        String agentId =
                event.origin().agentId() == null ? ROOT : event.origin().agentId();
        return switch (event) {
            case ToolEnded it -> plus(called(agentId, it.toolUseId()), it.durationMs());
            case SpawnAnswered it -> called(agentId, it.toolUseId());
            case SpawnFailed it -> called(agentId, it.toolUseId());
            case ToolBatchEnded it ->
                latest(it.calls().stream().map(BatchedCall::toolUseId).map(call -> called(agentId, call)));
            case AgentStarted it -> asked(it.meta());
            case AgentStopped ignored -> {
                AgentRow agent = rows.agents().get(agentId);
                yield agent == null ? null : asked(agent.meta());
            }
            case TurnStopped ignored -> prompted(event.origin());
            case TurnFailed ignored -> prompted(event.origin());
            default -> null;
        };
    }

    private Long called(String agentId, String toolUseId) {
        ToolRow call = toolUseId == null ? null : rows.tool(agentId, toolUseId);
        return call == null ? null : call.startedAt();
    }

    private Long asked(AgentMeta meta) {
        SpawnRow request =
                meta == null || meta.toolUseId() == null ? null : rows.spawns().get(meta.toolUseId());
        return request == null ? null : request.requestedAt();
    }

    private Long prompted(Origin origin) {
        PromptRow prompt = origin.agentId() != null || origin.promptId() == null
                ? null
                : rows.prompts().get(origin.promptId());
        // a notification may come under the same id after an end of the turn
        return prompt == null || prompt.notifiedAt() != null ? null : prompt.ownAt();
    }

    /** Whether a prompt that nobody has seen arrives after everything else of its client, and yet says that it was before the last turn's end. */
    private boolean followsTurn(Origin origin, long at) {
        SessionRow session = rows.session();
        return origin.promptId() != null
                && !rows.prompts().containsKey(origin.promptId())
                && session.turnEndedAt() != null
                && at < session.turnEndedAt() - TURNS_SIDE_BY_SIDE
                && session.process() != null
                && origin.clientPid() != null
                && session.process().value().pid() == origin.clientPid()
                && origin.arrivedAt() >= session.seen().lastArrival();
    }

    private static Long plus(Long at, Long ms) {
        return at == null || ms == null ? at : Long.valueOf(at + Math.max(0, ms));
    }

    private static Long latest(Stream<Long> times) {
        return times.filter(Objects::nonNull).max(Comparator.naturalOrder()).orElse(null);
    }
}
