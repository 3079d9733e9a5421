package io.delegraph.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Counts records that could not be used. There should be none, so each deserves a look. */
public final class DeadLetterMeters {
    private final Map<FailedStep, Counter> counters = new EnumMap<>(FailedStep.class);

    /** The step that failed for a record. */
    public enum FailedStep {
        READ,
        PROCESS,
        WRITE;

        /** The value of the label. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public DeadLetterMeters(MeterRegistry registry) {
        for (FailedStep step : FailedStep.values()) {
            counters.put(
                    step,
                    Counter.builder("delegraph.dead.letters")
                            .description("Records of any topic that could not be read, processed or written; they are"
                                    + " in agent.hooks.rejected with the reason")
                            .tag("step", step.label())
                            .register(registry));
        }
    }

    public void add(FailedStep step) {
        Objects.requireNonNull(counters.get(step), "every step has a counter").increment();
    }
}
