package io.delegraph.demo;

import io.delegraph.demo.truth.Label;
import io.delegraph.replay.Hook;
import java.util.List;

/** The next event of a demo. */
public sealed interface Cue {
    /** A story's truth; before any of its hooks. */
    record Reveal(List<Label> labels) implements Cue {
        public Reveal {
            labels = List.copyOf(labels);
        }
    }

    /** A hook that fires at its own moment, {@link Hook#at}. */
    record Fire(Hook hook) implements Cue {}
}
