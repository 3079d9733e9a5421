package io.delegraph.lifecycle;

import io.delegraph.lifecycle.row.AgentRow;
import io.delegraph.lifecycle.row.ClientRow;
import io.delegraph.lifecycle.row.SessionEnd;
import io.delegraph.lifecycle.row.SessionRow;
import io.delegraph.lifecycle.row.Timestamped;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Decides which agents end with a client process. After some ends the client goes on under another session id together with its agents, and
 * when two clients work on one session, the end of one does not end the other's agents.
 */
final class ClientEndResolver {
    private final Collection<ClientRow> clients;
    private final @Nullable Timestamped<SessionEnd> ended;

    ClientEndResolver(SessionRows rows) {
        SessionRow session = rows.session();
        this.clients = rows.clients();
        this.ended = session.ended();
    }

    /** When the process of an agent ended, epoch ms; null when it did not, and when it goes on under another session. */
    @Nullable
    Long of(AgentRow agent) {
        if (ended == null || ended.value().clientGoesOn()) {
            return null;
        }
        ClientRow own = agent.client() == null ? null : client(agent.client().value());
        return own == null || other(own) == null ? (Long) ended.at() : own.endedAt();
    }

    /** Whether another client still works on the session that one of them has ended. */
    boolean otherClientActive() {
        return clients.stream()
                .anyMatch(
                        client -> alive(client) && clients.stream().anyMatch(other -> endedWhileActive(other, client)));
    }

    private @Nullable ClientRow client(long pid) {
        return clients.stream()
                .filter(client -> client.pid() == pid)
                .findFirst()
                .orElse(null);
    }

    private @Nullable ClientRow other(ClientRow own) {
        return clients.stream()
                .filter(client -> !client.equals(own))
                .findFirst()
                .orElse(null);
    }

    private static boolean alive(ClientRow client) {
        return client.endedAt() == null || client.endedAt() < client.seenAt();
    }

    /** Whether {@code one} ended and the other one was seen after {@code one} had begun: a client that died earlier is no longer at work. */
    private static boolean endedWhileActive(ClientRow one, ClientRow other) {
        return !one.equals(other)
                && one.endedAt() != null
                && one.startedAt() != null
                && other.seenAt() > one.startedAt();
    }
}
