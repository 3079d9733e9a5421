package io.delegraph.tools.accuracy;

import io.delegraph.schemas.Json;
import io.delegraph.schemas.graph.Relation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Compares reported relations between agents of a session with the true ones; orchestration is compared separately. */
final class RelationScores {
    private static final String FACT = "relations";

    private record AgentPair(String from, String to) {}

    private final Map<AgentPair, String> truth = new HashMap<>();
    private final Set<AgentPair> open = new HashSet<>();

    private static AgentPair pair(String kind, String from, String to) {
        boolean turned = kind.equals("peer") && from.compareTo(to) > 0;
        return turned ? new AgentPair(to, from) : new AgentPair(from, to);
    }

    /** Adds a true relation; {@code kind} as in JSON. */
    void addTrue(String kind, String from, String to) {
        truth.put(pair(kind, from, to), kind);
    }

    /** A relation that exists but cannot be known: reporting it or not is both accepted. */
    void addUnknowable(String kind, String from, String to) {
        open.add(pair(kind, from, to));
    }

    void compare(String session, List<Relation> relations, Set<String> agents, Scores scores) {
        Map<AgentPair, String> reported = new HashMap<>();
        for (Relation relation : relations) {
            String kind = Json.word(relation.kind());
            if (relation.kind() != Relation.Kind.ORCHESTRATION
                    && agents.contains(relation.from())
                    && agents.contains(relation.to())) {
                reported.put(pair(kind, relation.from(), relation.to()), kind);
            }
        }
        Set<AgentPair> all = new HashSet<>(truth.keySet());
        all.addAll(reported.keySet());
        all.removeAll(open);
        TreeSet<String> sorted = new TreeSet<>();
        all.forEach(pair -> sorted.add(pair.from() + " " + pair.to()));
        for (String key : sorted) {
            AgentPair pair = new AgentPair(key.substring(0, key.indexOf(' ')), key.substring(key.indexOf(' ') + 1));
            scores.compare(FACT, "session " + session + " " + key, truth.get(pair), reported.get(pair));
        }
    }
}
