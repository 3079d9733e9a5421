package io.delegraph.security.rule;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a user may set of the rules.
 *
 * @param readOnlyTypes agent types that are declared to change nothing, as they are named
 * @param delegatesTo the only agent types that agents of a type may ask for, by that type; a type that is not in it may ask for any
 * @param related so far apart two calls still belong together
 * @param silence so long after a change of settings a session without events is blind
 * @param depth so deep agents may be; children of the root are at 1
 * @param spawnsPerMinute agents that a session may ask for within a minute
 */
public record RuleParameters(
        Set<String> readOnlyTypes,
        Map<String, Set<String>> delegatesTo,
        Duration related,
        Duration silence,
        int depth,
        int spawnsPerMinute) {
    /** The client's own types that change nothing. */
    public static final RuleParameters DEFAULT = new RuleParameters(
            Set.of("Explore", "Plan"), Map.of(), Duration.ofMinutes(30), Duration.ofMinutes(9), 5, 30);

    public RuleParameters {
        readOnlyTypes = Set.copyOf(readOnlyTypes);
        delegatesTo = Map.copyOf(delegatesTo);
    }

    /** Whether agents of one type may ask for those of another; null for an unknown type, which may. */
    public boolean mayDelegate(@Nullable String from, @Nullable String to) {
        if (from == null || to == null) {
            return true;
        }
        Set<String> only = delegatesTo.get(from);
        boolean changes = readOnlyTypes.contains(from) && !readOnlyTypes.contains(to);
        return only == null ? !changes : only.contains(to);
    }

    /** The same with other read-only types. */
    public RuleParameters withReadOnlyTypes(Set<String> types) {
        return new RuleParameters(types, delegatesTo, related, silence, depth, spawnsPerMinute);
    }
}
