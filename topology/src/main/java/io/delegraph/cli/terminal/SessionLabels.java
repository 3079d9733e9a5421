package io.delegraph.cli.terminal;

import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.lifecycle.SessionSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Texts that describe a session. */
final class SessionLabels {
    /** What went wrong, in the order in which it is said. */
    private static final List<AgentState> FAILURES =
            List.of(AgentState.FAILED, AgentState.REFUSED, AgentState.KILLED, AgentState.LOST);

    private SessionLabels() {}

    /** Where it is and who works in it. */
    static Stream<String> place(SessionSummary session) {
        return Stream.of(session.project(), who(session)).filter(Objects::nonNull);
    }

    private static @Nullable String who(SessionSummary session) {
        if (session.user() == null) {
            return session.host();
        }
        return session.host() == null ? session.user() : session.user() + "@" + session.host();
    }

    static String when(SessionSummary session, Moments moments) {
        return moments.of(session.startedAt(), session.endedAt(), session.lastSeenAt());
    }

    /** {@code $4.10}, {@code at least $4.10} when the cost of some of its agents is not known; null when none is. */
    static @Nullable String cost(SessionSummary session) {
        if (session.costUsd() == null) {
            return null;
        }
        int started = 1
                + session.agents().entrySet().stream()
                        .filter(agents ->
                                agents.getKey() != AgentState.REQUESTED && agents.getKey() != AgentState.REFUSED)
                        .mapToInt(Map.Entry::getValue)
                        .sum();
        return (session.costAgents() < started ? "at least " : "") + Quantities.dollars(session.costUsd());
    }

    /**
     * {@code 2 failed, 1 lost, 1 turn failed}; null when nothing went wrong.
     *
     * @param failedTurns of the root; null when the server does not count them
     */
    static @Nullable String failures(SessionSummary session, @Nullable Integer failedTurns) {
        List<String> failures = new ArrayList<>();
        for (AgentState state : FAILURES) {
            int count = session.agents().getOrDefault(state, 0);
            if (count > 0) {
                failures.add(count + " " + Terms.of(state));
            }
        }
        if (failedTurns != null && failedTurns > 0) {
            failures.add(Quantities.counted(failedTurns, "turn", "turns") + " " + Terms.of(AgentState.FAILED));
        }
        return failures.isEmpty() ? null : String.join(", ", failures);
    }
}
