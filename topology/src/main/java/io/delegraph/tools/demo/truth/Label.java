package io.delegraph.tools.demo.truth;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is true of a session.
 *
 * @param session null for what is true of the whole run
 * @param subject agent id ({@code root} for the root), tool use id of a refused request, or prompt id; null for the session itself
 * @param fact which of {@link FactNames}
 * @param value what is true; null for none, such as the parent of no one
 * @param knowable whether the events that are sent allow to know it
 * @param knownAt when the event fires that makes it known, epoch ms; null when none does
 * @param maySay for what is not knowable: what may be said instead; empty when anything may
 */
public record Label(
        @Nullable String session,
        @Nullable String subject,
        String fact,
        @Nullable String value,
        boolean knowable,
        @Nullable Long knownAt,
        List<String> maySay) {
    public Label {
        maySay = maySay == null ? List.of() : List.copyOf(maySay);
    }

    /** The session, of a fact that is not about the whole run. */
    public String requiredSession() {
        return Objects.requireNonNull(session, "the fact is about a session");
    }

    /** Whom or what the fact is about, where that is not the session itself. */
    public String requiredSubject() {
        return Objects.requireNonNull(subject, "the fact is about something in the session");
    }

    /** Known from a moment on; not knowable when there is none, or when nothing is sent any more then. */
    static Label known(
            String session, @Nullable String subject, String fact, String value, @Nullable Long at, long cut) {
        boolean knowable = at != null && at <= cut;
        return new Label(session, subject, fact, value, knowable, knowable ? at : null, List.of());
    }

    /** Never to be known from what is sent. */
    static Label unknowable(String session, String subject, String fact, String value, List<String> maySay) {
        return new Label(session, subject, fact, value, false, null, maySay);
    }

    /** Nothing later than this was sent, epoch ms. */
    public static Label sentUntil(long at) {
        return new Label(null, null, FactNames.SENT_UNTIL, Long.toString(at), true, at, List.of());
    }
}
