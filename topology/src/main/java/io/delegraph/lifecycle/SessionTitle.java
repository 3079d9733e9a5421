package io.delegraph.lifecycle;

import io.delegraph.lifecycle.row.PromptRow;
import io.delegraph.lifecycle.row.SessionRow;
import io.delegraph.lifecycle.row.SpawnRow;
import io.delegraph.lifecycle.row.TextRow;
import io.delegraph.lifecycle.row.Timestamped;
import io.delegraph.schemas.event.SpawnRequest;
import io.delegraph.schemas.lifecycle.SessionSummary;
import io.delegraph.schemas.lifecycle.TitleSource;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a session is called, so that a person knows it again.
 *
 * @param text at most {@link SessionSummary#MAX_TITLE_LENGTH} characters
 */
record SessionTitle(String text, TitleSource source) {
    private static final Comparator<SpawnRow> IN_TIME = Comparator.comparing(
                    SpawnRow::firstKnownAt, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(SpawnRow::toolUseId);

    /** A person's title, else the client's, else the first delegation's description, else the first prompt where its text is kept. */
    static Optional<SessionTitle> of(SessionRows rows) {
        SessionRow session = rows.session();
        return title(Timestamped.valueOf(session.customTitle()), TitleSource.CUSTOM)
                .or(() -> title(Timestamped.valueOf(session.generatedTitle()), TitleSource.CLIENT))
                .or(() -> title(firstDelegation(rows), TitleSource.DELEGATION))
                .or(() -> title(firstPrompt(rows), TitleSource.PROMPT));
    }

    private static @Nullable String firstDelegation(SessionRows rows) {
        return rows.spawns().values().stream()
                .filter(spawn -> !description(spawn).isBlank())
                .min(IN_TIME)
                .map(SessionTitle::description)
                .orElse(null);
    }

    private static String description(SpawnRow spawn) {
        SpawnRequest request = spawn.request();
        return request == null || request.description() == null ? "" : request.description();
    }

    private static @Nullable String firstPrompt(SessionRows rows) {
        return rows.prompts().values().stream()
                .filter(prompt -> prompt.ownAt() != null)
                .sorted(Comparator.comparing(PromptRow::ownAt).thenComparing(PromptRow::promptId))
                .map(rows::promptText)
                .filter(Objects::nonNull)
                .map(TextRow::text)
                .findFirst()
                .orElse(null);
    }

    private static Optional<SessionTitle> title(@Nullable String text, TitleSource source) {
        String line = text == null ? "" : text.strip().replaceAll("\\s+", " ");
        return line.isEmpty() ? Optional.empty() : Optional.of(new SessionTitle(cut(line), source));
    }

    private static String cut(String line) {
        if (line.length() <= SessionSummary.MAX_TITLE_LENGTH) {
            return line;
        }
        int end = SessionSummary.MAX_TITLE_LENGTH - 1;
        return line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}
