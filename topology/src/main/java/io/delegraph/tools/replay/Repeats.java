package io.delegraph.tools.replay;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Repeats some hooks like an unreliable producer. The same seed gives the same result.
 *
 * @param rate share of hooks that are repeated, 0..1
 */
public record Repeats(double rate, long seed) {
    public Repeats {
        if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException("a share between 0 and 1 is wanted, not " + rate);
        }
    }

    /** Decides for each hook in turn whether it is repeated. */
    public Chooser chooser() {
        Random random = new Random(seed);
        return () -> rate > 0 && random.nextDouble() < rate;
    }

    /** All hooks, some of them twice, in random order. */
    public <T> List<T> shuffled(List<T> hooks) {
        Chooser chooser = chooser();
        List<T> all = new ArrayList<>(hooks);
        hooks.stream().filter(hook -> chooser.repeated()).forEach(all::add);
        Collections.shuffle(all, new Random(seed));
        return all;
    }

    /** Decides for the next hook. */
    @FunctionalInterface
    public interface Chooser {
        boolean repeated();
    }
}
