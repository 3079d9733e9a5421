package io.delegraph.lifecycle;

import io.delegraph.lifecycle.row.WaitRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds duplicate requests to a person. A request has no id of its own, and hooks that are installed twice report it twice: equal payloads
 * of one agent, each within a second of the previous one, are the same request. This is a function of the set of rows.
 */
final class WaitDeduplicator {
    /** Maximum time between two reports of one request, ms, because the hooks of one event run concurrently. */
    static final long SAME_REQUEST_MS = 1_000;

    private WaitDeduplicator() {}

    /** An agent's waits in time order, each request once, by its first report. */
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
     * The change of an agent's number of requests by a new wait: 0 when it repeats one, negative when it shows that two are the same.
     *
     * @param near the agent's other waits that began at most {@link #SAME_REQUEST_MS} before or after it
     */
    static int countChange(WaitRow wait, List<WaitRow> near) {
        List<WaitRow> equal = near.stream()
                .filter(other -> other.payload() != null && other.payload().equals(wait.payload()))
                .toList();
        List<WaitRow> with = new ArrayList<>(equal);
        with.add(wait);
        return deduplicate(with).size() - deduplicate(equal).size();
    }
}
