package io.delegraph.stream.security;

import io.delegraph.lifecycle.SessionRows;
import io.delegraph.lifecycle.row.ToolRow;
import io.delegraph.security.session.NotableCallSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which agent of a session wrote a file first. A write in the project concerns no rule until another agent writes the same file, and most
 * calls of subagents are such writes.
 */
final class FileWriters {
    /** Sessions that are remembered; those of others are read from their notable calls again. */
    private static final int MAX_SESSIONS = 2_000;

    /** Files of a session that are remembered; beyond them every write may be one of a file that another agent wrote. */
    private static final int MAX_FILES = 5_000;

    private final NotableCallSource notable;

    /** By session, then by target. */
    private final Map<String, Map<String, String>> writers = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Map<String, String>> eldest) {
            return size() > MAX_SESSIONS;
        }
    };

    FileWriters(NotableCallSource notable) {
        this.notable = notable;
    }

    /** Remembers an agent's write, and returns whether another agent of the session wrote one of these targets too. */
    boolean shared(SessionRows session, String agentId, List<String> targets) {
        Map<String, String> first = writers.computeIfAbsent(session.sessionId(), id -> earlierWriters(session));
        boolean shared = first.size() >= MAX_FILES;
        for (String target : shared ? List.<String>of() : targets) {
            String before = first.putIfAbsent(target, agentId);
            shared |= before != null && !before.equals(agentId);
        }
        return shared;
    }

    private Map<String, String> earlierWriters(SessionRows session) {
        Map<String, String> first = new HashMap<>();
        notable.forEach(session, (ToolRow call) -> {
            if (call.evidence() != null) {
                call.evidence().targets().forEach(target -> first.putIfAbsent(target, call.agentId()));
            }
        });
        return first;
    }
}
