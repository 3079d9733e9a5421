package io.delegraph.windows;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is held of an account.
 *
 * @param contribution with {@code parts}; null when there is nothing to count
 * @param parts what an agent's part in a workflow adds, by workflow; it may be known before the agent is
 * @param told of a workflow: the agents whose part it told
 */
public record Standing(Contribution contribution, SortedMap<String, Aggregate> parts, List<String> told) {
    public static final Standing NONE = new Standing(null, Collections.emptySortedMap(), List.of());

    public Standing {
        parts = Collections.unmodifiableSortedMap(new TreeMap<>(parts));
        told = List.copyOf(told);
    }

    /** Counts as that, with the parts; null when it is to count no more. */
    Standing counts(Contribution alone) {
        return new Standing(alone == null ? null : alone.with(all(parts, alone.sum())), parts, told);
    }

    /** With another part in a workflow; null when it has none there. */
    Standing with(String workflow, Aggregate part) {
        SortedMap<String, Aggregate> others = new TreeMap<>(parts);
        if (part == null) {
            others.remove(workflow);
        } else {
            others.put(workflow, part);
        }
        Contribution changed = contribution == null
                ? null
                : contribution.with(all(others, contribution.sum().minus(all(parts, Aggregate.ZERO))));
        return new Standing(changed, others, told);
    }

    /** With the agents whose part it tells. */
    Standing telling(List<String> others) {
        return new Standing(contribution, parts, others);
    }

    private static Aggregate all(Map<String, Aggregate> parts, Aggregate start) {
        Aggregate sum = start;
        for (Aggregate part : parts.values()) {
            sum = sum.plus(part);
        }
        return sum;
    }
}
