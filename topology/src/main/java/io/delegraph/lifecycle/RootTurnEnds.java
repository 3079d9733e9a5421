package io.delegraph.lifecycle;

import io.delegraph.lifecycle.row.PromptRow;
import io.delegraph.lifecycle.row.SessionRow;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Derives the ends of the root's turns from prompts, stops and later events. */
final class RootTurnEnds {
    private final SessionRows rows;

    RootTurnEnds(SessionRows rows) {
        this.rows = rows;
    }

    /** When the root's turn after the latest of these prompts ended, epoch ms; null while it goes on or when no prompt was seen. */
    @Nullable
    Long after(List<PromptRow> prompts) {
        SessionRow session = rows.session();
        Long latest = prompts.stream()
                .map(RootTurnEnds::at)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
        if (latest == null) {
            return null;
        }
        Long end = prompts.stream()
                .map(PromptRow::stoppedAt)
                .filter(at -> at != null && at >= latest)
                .max(Comparator.naturalOrder())
                .orElse(null);
        Long next = rows.prompts().values().stream()
                .map(RootTurnEnds::at)
                .filter(at -> at != null && at > latest)
                .min(Comparator.naturalOrder())
                .orElse(null);
        if (end == null) {
            // an end without a prompt id belongs to the turn in whose time it falls
            end = rows.prompts().values().stream()
                    .filter(prompt -> at(prompt) == null)
                    .map(PromptRow::stoppedAt)
                    .filter(at -> at != null && at >= latest && (next == null || at <= next))
                    .max(Comparator.naturalOrder())
                    .orElse(null);
        }
        if (end == null
                && session.turnEndedAt() != null
                && session.turnEndedAt() >= latest
                && latest.equals(session.promptAt())) {
            end = session.turnEndedAt();
        }
        if (end == null && next != null) {
            // the next prompt came without an end of this turn: it was interrupted, or its end was lost
            end = next;
        }
        if (end == null && session.ended() != null && session.ended().at() >= latest) {
            end = session.ended().at();
        }
        return end;
    }

    /** When its latest turn began, epoch ms; null when only an end was seen. */
    private static @Nullable Long at(PromptRow prompt) {
        return prompt.ownAt() == null
                ? prompt.notifiedAt()
                : prompt.notifiedAt() == null
                        ? prompt.ownAt()
                        : Long.valueOf(Math.max(prompt.ownAt(), prompt.notifiedAt()));
    }
}
