package io.delegraph.lifecycle.row;

import io.delegraph.schemas.lifecycle.WaitKind;
import java.util.Comparator;

/**
 * What a person is asked for.
 *
 * @param tool as the client calls it; empty when not reported
 */
public record WaitCause(String tool, WaitKind kind) implements Comparable<WaitCause> {
    private static final Comparator<WaitCause> ORDER =
            Comparator.comparing(WaitCause::tool).thenComparing(WaitCause::kind);

    @Override
    public int compareTo(WaitCause other) {
        return ORDER.compare(this, other);
    }
}
