package io.delegraph.stream;

import java.util.List;

/**
 * A value of {@code agent.processes}, by host: a session's client process, or agents that go on under another session id.
 *
 * @param pid null when it is about agents
 * @param ancestorPids process ids above {@code pid}, the nearest first
 * @param at epoch ms
 * @param leftAgents ids of the agents that were at work when the client went on under another session id
 * @param foundAgents ids of the agents that were heard of without a start
 */
record ClientSeen(
        String sessionId,
        Long pid,
        List<Long> ancestorPids,
        long at,
        List<String> leftAgents,
        List<String> foundAgents) {
    ClientSeen {
        ancestorPids = ancestorPids == null ? List.of() : List.copyOf(ancestorPids);
        leftAgents = leftAgents == null ? List.of() : List.copyOf(leftAgents);
        foundAgents = foundAgents == null ? List.of() : List.copyOf(foundAgents);
    }

    static ClientSeen process(String sessionId, long pid, List<Long> ancestorPids, long at) {
        return new ClientSeen(sessionId, pid, ancestorPids, at, List.of(), List.of());
    }

    static ClientSeen agents(String sessionId, List<String> left, List<String> found, long at) {
        return new ClientSeen(sessionId, null, List.of(), at, left, found);
    }
}
