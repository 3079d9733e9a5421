package io.delegraph.tools.demo;

import io.delegraph.tools.demo.truth.Label;
import io.delegraph.tools.replay.Hook;
import java.util.List;

/** The next event of a demo. */
public sealed interface DemoEvent {
    /** The labels of a session, emitted before any of its hooks. */
    record LabelsKnown(List<Label> labels) implements DemoEvent {
        public LabelsKnown {
            labels = List.copyOf(labels);
        }
    }

    /** A hook that is due at {@link Hook#at}. */
    record HookDue(Hook hook) implements DemoEvent {}
}
