package io.delegraph.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Records that could not be used: none of them should be, so that each is worth a look. */
public final class DeadLetterMeters {
    private final Map<Step, Counter> counters = new EnumMap<>(Step.class);

    /** What could not be done with a record. */
    public enum Step {
        READ,
        PROCESS,
        WRITE;

        /** As the label has it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public DeadLetterMeters(MeterRegistry registry) {
        for (Step step : Step.values()) {
            counters.put(
                    step,
                    Counter.builder("delegraph.dead.letters")
                            .description("Records of any topic that could not be read, processed or written; they are"
                                    + " in agent.hooks.rejected with the reason")
                            .tag("step", step.word())
                            .register(registry));
        }
    }

    public void add(Step step) {
        counters.get(step).increment();
    }
}
