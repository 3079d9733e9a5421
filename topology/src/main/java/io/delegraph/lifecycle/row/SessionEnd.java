package io.delegraph.lifecycle.row;

import java.util.Comparator;

/**
 * The end of a session's client.
 *
 * @param reason as the client says it; empty when not reported
 * @param clientGoesOn whether the client goes on under another session id, together with its agents
 */
public record SessionEnd(String reason, boolean clientGoesOn) implements Comparable<SessionEnd> {
    private static final Comparator<SessionEnd> ORDER =
            Comparator.comparing(SessionEnd::reason).thenComparing(SessionEnd::clientGoesOn);

    @Override
    public int compareTo(SessionEnd other) {
        return ORDER.compare(this, other);
    }
}
