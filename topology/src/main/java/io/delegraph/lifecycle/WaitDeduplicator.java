package io.delegraph.lifecycle;

import io.delegraph.lifecycle.row.WaitRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which requests to a person are one. A request has no id of its own, and hooks that are installed twice tell each of them twice: equal
 * payloads of one agent, each within a second of the one before, are the same request. A function of the set of rows.
 */
final class WaitDeduplicator {
    /** Hooks of one event run side by side. Milliseconds. */
    static final long SAME_REQUEST_MS = 1_000;

    private WaitDeduplicator() {}

    /** An agent's waits in time order, of those that are one request only the first. */
    static List<WaitRow> deduplicate(List<WaitRow> waits) {
        List<WaitRow> inTime = new ArrayList<>(waits);
        inTime.sort(Comparator.comparingLong(WaitRow::at).thenComparing(WaitRow::eventId));
        Map<String, Long> latest = new HashMap<>();
        inTime.removeIf(wait -> {
            Long before = wait.payload() == null ? null : latest.put(wait.payload(), wait.at());
            return before != null && wait.at() - before <= SAME_REQUEST_MS;
        });
        return inTime;
    }

    /**
     * By how many requests a new wait changes the count of its agent: by none where it repeats one, by one less where it shows that two
     * are the same.
     *
     * @param near the agent's other waits that began at most {@link #SAME_REQUEST_MS} before or after it
     */
    static int countChange(WaitRow wait, List<WaitRow> near) {
        List<WaitRow> equal = near.stream()
                .filter(it -> it.payload() != null && it.payload().equals(wait.payload()))
                .toList();
        List<WaitRow> with = new ArrayList<>(equal);
        with.add(wait);
        return deduplicate(with).size() - deduplicate(equal).size();
    }
}
