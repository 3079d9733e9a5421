package io.delegraph.security.rule;

import java.time.Duration;
import java.util.Set;

/**
 * What a user may set of the rules.
 *
 * @param readOnlyTypes agent types that are declared to change nothing, as they are named
 * @param related so far apart two calls still belong together
 * @param silence so long after a change of settings a session without events is blind
 * @param depth so deep agents may be; children of the root are at 1
 * @param spawnsPerMinute agents that a session may ask for within a minute
 */
public record RuleParameters(
        Set<String> readOnlyTypes, Duration related, Duration silence, int depth, int spawnsPerMinute) {
    /** The client's own types that change nothing. */
    public static final RuleParameters DEFAULT =
            new RuleParameters(Set.of("Explore", "Plan"), Duration.ofMinutes(30), Duration.ofMinutes(9), 5, 30);

    public RuleParameters {
        readOnlyTypes = Set.copyOf(readOnlyTypes);
    }

    /** The same with other read-only types. */
    public RuleParameters withReadOnlyTypes(Set<String> types) {
        return new RuleParameters(types, related, silence, depth, spawnsPerMinute);
    }
}
