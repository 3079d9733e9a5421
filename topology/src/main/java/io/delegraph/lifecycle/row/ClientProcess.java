package io.delegraph.lifecycle.row;

import java.util.Comparator;
import java.util.List;

/**
 * The client's process.
 *
 * @param ancestors process ids above {@code pid}
 */
public record ClientProcess(String host, long pid, List<Long> ancestors) implements Comparable<ClientProcess> {
    private static final Comparator<ClientProcess> ORDER = Comparator.comparing(ClientProcess::host)
            .thenComparingLong(ClientProcess::pid)
            .thenComparing(process -> process.ancestors.toString());

    public ClientProcess {
        ancestors = List.copyOf(ancestors);
    }

    @Override
    public int compareTo(ClientProcess other) {
        return ORDER.compare(this, other);
    }
}
