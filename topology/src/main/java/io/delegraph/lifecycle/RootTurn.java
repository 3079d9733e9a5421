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
 * The state of the root's latest turn. A turn begins with a prompt, a person's or the client's own, or with a tool call when the prompt was
 * not seen; it ends with a Stop, a StopFailure, or an interrupted call. Opening, resuming, clearing or compacting begins no turn.
 *
 * @param at when the turn began, or when it ended, epoch ms; null before the first one
 * @param failure why it failed; null unless it FAILED
 */
record RootTurn(
        TurnState state, @Nullable Long at, @Nullable Failure failure) {
    /** Maximum disorder of the times in one burst, ms, because bare payloads have no time and may arrive in the wrong order. */
    static final long BURST_TOLERANCE_MS = 250;

    enum TurnState {
        /** No prompt was given yet. */
        NONE,
        RUNNING,
        ENDED,
        FAILED,
        /** A person interrupted it, as the client reported. */
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

    /** The end of the latest prompt's turn whose time is slightly before the prompt's; null when there is none. */
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
