package io.delegraph.lifecycle;

import io.delegraph.config.Settings;
import io.delegraph.pricing.Prices;
import java.util.Map;

/** Policies for tests: the built-in patterns, and no prices by default. */
public final class TestPolicies {
    public static final Policies DEFAULT = of(LifecycleTimeouts.DEFAULT);

    private TestPolicies() {}

    public static Policies of(LifecycleTimeouts timeouts) {
        return of(timeouts, Prices.NONE);
    }

    public static Policies of(LifecycleTimeouts timeouts, Prices prices) {
        return new Policies(timeouts, prices, Settings.load(null, Map.of()).analysis());
    }
}
