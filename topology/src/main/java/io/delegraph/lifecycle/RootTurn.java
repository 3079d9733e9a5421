package io.delegraph.lifecycle;

import static io.delegraph.schemas.AgentId.ROOT;

import io.delegraph.lifecycle.row.AgentRow;
import io.delegraph.lifecycle.row.Failure;
import io.delegraph.lifecycle.row.PromptRow;
import io.delegraph.lifecycle.row.SessionRow;
import io.delegraph.lifecycle.row.Timestamped;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Where the root's latest turn stands. A turn begins with a prompt, a person's or the client's own, or shows itself by a tool call; it
 * ends with a Stop, a StopFailure, or an interrupted call. A client that was opened, resumed, cleared or compacted begins none.
 *
 * @param at when the turn began, or when it ended, epoch ms; null before the first one
 * @param failure why it failed; null unless it FAILED
 */
record RootTurn(
        TurnState state, @Nullable Long at, @Nullable Failure failure) {
    /** Bare payloads carry no time: those of one burst may arrive in the wrong order, this far apart, ms. */
    static final long BURST_TOLERANCE_MS = 250;

    enum TurnState {
        /** Nothing was asked yet. */
        NONE,
        RUNNING,
        ENDED,
        FAILED,
        /** A person interrupted it, and the client told so. */
        INTERRUPTED
    }

    static RootTurn of(SessionRows rows) {
        SessionRow session = rows.session();
        AgentRow root = rows.agents().getOrDefault(ROOT, AgentRow.named(ROOT, null));
        Long began = latest(session.promptAt(), root.callStartedAt());
        Long ended = latest(session.turnEndedAt(), stoppedInSameBurst(rows, session.promptAt(), began));
        Timestamped<Failure> failed = session.turnFailed();
        if (ended != null && (began == null || ended >= began)) {
            return failed != null && failed.at() >= ended
                    ? new RootTurn(TurnState.FAILED, failed.at(), failed.value())
                    : new RootTurn(TurnState.ENDED, ended, null);
        }
        if (began == null) {
            return new RootTurn(TurnState.NONE, null, null);
        }
        return root.interruptedAt() != null && root.interruptedAt() >= began
                ? new RootTurn(TurnState.INTERRUPTED, root.interruptedAt(), null)
                : new RootTurn(TurnState.RUNNING, began, null);
    }

    /** The end under the latest prompt's own id, which came a moment too early; null when there is none. */
    private static @Nullable Long stoppedInSameBurst(SessionRows rows, @Nullable Long promptAt, @Nullable Long began) {
        if (promptAt == null || !promptAt.equals(began)) {
            return null;
        }
        return rows.prompts().values().stream()
                .filter(prompt -> promptAt.equals(prompt.ownAt()) || promptAt.equals(prompt.notifiedAt()))
                .map(PromptRow::stoppedAt)
                .filter(at -> at != null && promptAt - at <= BURST_TOLERANCE_MS)
                .max(Comparator.naturalOrder())
                // counts as the moment at which the turn began
                .map(at -> Math.max(at, promptAt))
                .orElse(null);
    }

    private static @Nullable Long latest(@Nullable Long a, @Nullable Long b) {
        return a == null ? b : b == null ? a : (Long) Math.max(a, b);
    }
}
