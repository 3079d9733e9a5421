package io.delegraph.analysis.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Divides an agent's children into consecutive groups: a group is a connected set of agents that overlap in time. */
public final class StageGrouping {
    private static final Comparator<AgentExecution> BY_START = Comparator.comparingLong(
                    (AgentExecution agent) -> agent.firstRunRange().from())
            .thenComparing(AgentExecution::agentId);

    private StageGrouping() {}

    /**
     * The groups in time order, each in time order.
     *
     * @param together whether two agents were at work at the same time; agents that nobody waits for form groups of their own, because they
     * may outlast everything that is requested meanwhile
     */
    public static List<List<AgentExecution>> of(List<AgentExecution> children, Overlap together) {
        List<AgentExecution> sorted = new ArrayList<>(children);
        sorted.sort(BY_START);
        int[] groups = IntStream.range(0, sorted.size()).toArray();
        Map<String, Integer> phases = new HashMap<>();
        for (int place = 0; place < sorted.size(); place++) {
            int i = place;
            String phase = sorted.get(i).phase();
            if (phase != null) {
                // the phases of a run of the Workflow tool are declared; all other groups follow from overlaps
                union(groups, phases.computeIfAbsent(phase, ignored -> i), i);
            } else {
                join(i, sorted, groups, together);
            }
        }
        Map<Integer, List<AgentExecution>> members = new HashMap<>();
        for (int i = 0; i < sorted.size(); i++) {
            members.computeIfAbsent(find(groups, i), group -> new ArrayList<>()).add(sorted.get(i));
        }
        List<List<AgentExecution>> stages = new ArrayList<>();
        members.values().forEach(stage -> stages.add(List.copyOf(stage)));
        stages.sort(Comparator.comparing(List::getFirst, BY_START));
        return stages;
    }

    /** Joins an agent with the later ones that overlap it; an agent that began after its end does not. */
    private static void join(int i, List<AgentExecution> sorted, int[] groups, Overlap together) {
        AgentExecution one = sorted.get(i);
        long end = one.runs().stream().mapToLong(TimeRange::to).max().orElse(Long.MIN_VALUE);
        for (int j = i + 1; j < sorted.size() && sorted.get(j).firstRunRange().from() <= end; j++) {
            AgentExecution other = sorted.get(j);
            if (other.phase() == null
                    && one.awaited() == other.awaited()
                    && find(groups, i) != find(groups, j)
                    && together.test(one, other)) {
                union(groups, i, j);
            }
        }
    }

    /** Union-find over indexes, without boxing because there may be many thousand pairs. */
    private static int find(int[] groups, int i) {
        int at = i;
        while (groups[at] != at) {
            groups[at] = groups[groups[at]];
            at = groups[at];
        }
        return at;
    }

    private static void union(int[] groups, int i, int j) {
        groups[find(groups, j)] = find(groups, i);
    }

    /** Whether two agents overlapped for longer than by chance. */
    @FunctionalInterface
    public interface Overlap {
        boolean test(AgentExecution one, AgentExecution other);
    }
}
