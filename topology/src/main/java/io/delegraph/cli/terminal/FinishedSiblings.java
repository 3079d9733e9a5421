package io.delegraph.cli.terminal;

import io.delegraph.query.Forest;
import io.delegraph.query.Forest.ForestNode;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.AgentState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Siblings that finished, with everything below them: one line stands for all.
 *
 * <pre>
 * ✓ 7 finished, $4.10  4 Explore, 3 Plan; 12 more below them
 * </pre>
 *
 * @param below how many agents are below them
 * @param costUsd of those of them all whose cost is known
 * @param costKnown of how many it is
 */
record FinishedSiblings(List<ForestNode> siblings, int below, double costUsd, int costKnown) {
    /** Fewer are as short when each has its line. */
    private static final int MIN_FOLDED = 3;

    /** A tree of fewer agents can be read as it is. */
    private static final int MIN_AGENTS = 13;

    private static final int MOST_TYPES = 3;

    /** The nodes of a forest that finished and have only such below them; none when the forest is small. */
    static Set<ForestNode> foldable(Forest forest) {
        List<ForestNode> heads = new ArrayList<>(forest.unparented());
        if (forest.root() != null) {
            heads.add(forest.root());
        }
        List<ForestNode> all = descendants(heads);
        Set<ForestNode> finished = new HashSet<>();
        if (all.size() < MIN_AGENTS) {
            return finished;
        }
        // from the leaves up
        for (int i = all.size() - 1; i >= 0; i--) {
            ForestNode node = all.get(i);
            if (node.agent().state() == AgentState.COMPLETED && finished.containsAll(node.children())) {
                finished.add(node);
            }
        }
        return finished;
    }

    /** Those of siblings that are folded: empty when they are too few. */
    static List<ForestNode> of(List<ForestNode> siblings, Set<ForestNode> foldable) {
        List<ForestNode> finished = siblings.stream().filter(foldable::contains).toList();
        return finished.size() < MIN_FOLDED ? List.of() : finished;
    }

    static FinishedSiblings of(List<ForestNode> finished) {
        List<AgentLifecycle> all =
                descendants(finished).stream().map(ForestNode::agent).toList();
        return new FinishedSiblings(
                finished,
                all.size() - finished.size(),
                all.stream()
                        .filter(agent -> agent.costUsd() != null)
                        .mapToDouble(AgentLifecycle::costUsd)
                        .sum(),
                (int) all.stream().filter(agent -> agent.costUsd() != null).count());
    }

    /** {@code 7 finished, $4.10}. */
    String counted() {
        String cost = "";
        if (costKnown > 0) {
            cost = (costKnown < siblings.size() + below ? ", at least " : ", ") + Quantities.dollars(costUsd);
        }
        return siblings.size() + " " + Terms.of(AgentState.COMPLETED) + cost;
    }

    /** Of which types they are, the most frequent first, and how many are below them. */
    String kinds() {
        Map<String, Integer> types = new LinkedHashMap<>();
        siblings.forEach(node -> types.merge(AgentLabels.type(node.agent()), 1, Integer::sum));
        List<Map.Entry<String, Integer>> sorted = types.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, Integer> type) -> -type.getValue()))
                .toList();
        String named = sorted.stream()
                .limit(MOST_TYPES)
                .map(type -> type.getValue() + " " + type.getKey())
                .collect(Collectors.joining(", "));
        int others =
                sorted.stream().skip(MOST_TYPES).mapToInt(Map.Entry::getValue).sum();
        return named
                + (others == 0 ? "" : ", " + others + " of other types")
                + (below == 0 ? "" : "; " + below + " more below them");
    }

    /** Each before those below it. */
    private static List<ForestNode> descendants(List<ForestNode> heads) {
        List<ForestNode> all = new ArrayList<>();
        Deque<ForestNode> open = new ArrayDeque<>(heads);
        while (!open.isEmpty()) {
            ForestNode node = open.pop();
            all.add(node);
            node.children().forEach(open::push);
        }
        return all;
    }
}
