package io.delegraph.tools.demo.truth;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One true fact about a session.
 *
 * @param session null for a fact about the whole run
 * @param subject agent id ({@code root} for the root), tool use id of a refused request, or prompt id; null for the session itself
 * @param fact one of {@link FactNames}
 * @param value the true value; null for none, such as the parent of an agent without one
 * @param knowable whether the sent events allow to know it
 * @param knownAt when the event that makes it known fires, epoch ms; null when none does
 * @param maySay for a fact that is not knowable: acceptable values; empty when any is
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

    /** The session of a fact that is not about the whole run. */
    public String requiredSession() {
        return Objects.requireNonNull(session, "the fact is about a session");
    }

    /** The subject of a fact that is not about the session itself. */
    public String requiredSubject() {
        return Objects.requireNonNull(subject, "the fact is about something in the session");
    }

    /** A fact that is known from a moment on; not knowable when there is none, or when nothing is sent any more at that time. */
    static Label known(
            String session, @Nullable String subject, String fact, String value, @Nullable Long at, long cut) {
        boolean knowable = at != null && at <= cut;
        return new Label(session, subject, fact, value, knowable, knowable ? at : null, List.of());
    }

    /** A fact that can never be known from the sent events. */
    static Label unknowable(String session, String subject, String fact, String value, List<String> maySay) {
        return new Label(session, subject, fact, value, false, null, maySay);
    }

    /** Nothing later than this was sent, epoch ms. */
    public static Label sentUntil(long at) {
        return new Label(null, null, FactNames.SENT_UNTIL, Long.toString(at), true, at, List.of());
    }
}
