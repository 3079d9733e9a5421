package io.delegraph.stream;

import java.util.List;

/**
 * A value of {@code agent.processes}: a session's client process, by host.
 *
 * @param ancestorPids process ids above {@code pid}, the nearest first
 * @param at epoch ms
 */
record ClientSeen(String sessionId, long pid, List<Long> ancestorPids, long at) {
    ClientSeen {
        ancestorPids = ancestorPids == null ? List.of() : List.copyOf(ancestorPids);
    }
}
