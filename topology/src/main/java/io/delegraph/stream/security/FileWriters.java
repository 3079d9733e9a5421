package io.delegraph.stream.security;

import io.delegraph.lifecycle.SessionRows;
import io.delegraph.lifecycle.row.ToolRow;
import io.delegraph.security.session.NotableCallSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which agents of a session wrote a file. A write in the project concerns no rule until another agent writes the same file, and most
 * calls of subagents are such writes.
 */
final class FileWriters {
    /** Sessions that are remembered; those of others are read from their rows again. */
    private static final int MAX_SESSIONS = 2_000;

    /** Files of a session that are remembered. */
    private static final int MAX_FILES = 20_000;

    /** Writes of a file that are remembered. */
    private static final int MAX_WRITES = 100;

    /** By session, then by target: its writes. */
    private final Map<String, Map<String, List<Write>>> writes = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Map<String, List<Write>>> eldest) {
            return size() > MAX_SESSIONS;
        }
    };

    /** A call that writes. */
    record Write(String agentId, String toolUseId) {}

    /** To be called for a session without calls, so that its rows need not be read later. */
    void begin(String sessionId) {
        writes.computeIfAbsent(sessionId, id -> new HashMap<>());
    }

    /** Remembers a write, and returns the writes of the same targets by other agents. */
    List<Write> others(SessionRows session, Write write, List<String> targets) {
        Map<String, List<Write>> known = writes.computeIfAbsent(session.sessionId(), id -> stored(session));
        List<Write> others = new ArrayList<>();
        for (String target : targets) {
            add(known, target, write);
            known.getOrDefault(target, List.of()).stream()
                    .filter(other -> !other.agentId().equals(write.agentId()))
                    .forEach(others::add);
        }
        return others;
    }

    private static void add(Map<String, List<Write>> known, String target, Write write) {
        List<Write> ofTarget = known.get(target);
        if (ofTarget == null) {
            if (known.size() < MAX_FILES) {
                known.put(target, new ArrayList<>(List.of(write)));
            }
        } else if (ofTarget.size() < MAX_WRITES && !ofTarget.contains(write)) {
            ofTarget.add(write);
        }
    }

    private static Map<String, List<Write>> stored(SessionRows session) {
        Map<String, List<Write>> known = new HashMap<>();
        NotableCallSource.everyCall().forEach(session, (ToolRow call) -> {
            if (call.evidence() != null) {
                Write write = new Write(call.agentId(), call.toolUseId());
                call.evidence().targets().forEach(target -> add(known, target, write));
            }
        });
        return known;
    }
}
