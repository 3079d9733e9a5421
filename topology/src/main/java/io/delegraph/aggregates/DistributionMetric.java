package io.delegraph.aggregates;

import io.delegraph.schemas.event.HostClass;
import io.delegraph.schemas.event.PathClass;
import io.delegraph.schemas.event.ToolAction;
import io.delegraph.schemas.graph.DelegationStrategy;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Metrics with a distribution, so that quantiles are known, or how many there are of each class. Append only: rows store the position, also
 * of a class.
 */
public enum DistributionMetric {
    /** Of ended delegations, from start to end. */
    DURATION_MS,
    /** Of ended delegations, and of settled workflows with their root's turns. */
    TOKENS,
    /** Of settled workflows, from the prompt to the end. */
    ELAPSED_MS,
    /** Of settled, analysed workflows: the most agents at work at once, including the root. */
    PEAK_CONCURRENCY,
    /** Of settled, analysed workflows: the number of consecutive groups of agents. */
    STAGES,
    /** Of settled, analysed workflows: rounds of the same work, 1 when nothing is repeated. */
    ITERATIONS,
    /** Of ended agents, by type only, like all that follow. */
    TOOL_CALLS,
    /** Of ended agents: 1 for those that the root asked for. */
    LEVEL,
    /** Of agents that asked for others in an analysed workflow: how many of them started. */
    FAN_OUT,
    /** Of the same: the most of them at work at once. */
    OVERLAP,
    /** How many ended agents have done what. */
    ACTIONS(ToolAction.values()),
    /** How many ended agents have written or deleted paths of which class, or read secrets. */
    PATHS(PathClass.values()),
    /** How many ended agents have reached hosts of which class. */
    HOSTS(HostClass.values()),
    /** How many ended agents were asked for by which strategy of their parent. */
    STRATEGIES(DelegationStrategy.values());

    @SuppressWarnings("ImmutableEnumChecker") // a list of Stream.toList never changes
    private final List<String> classes;

    DistributionMetric(Enum<?>... classes) {
        this.classes = Arrays.stream(classes).map(DistributionMetric::className).toList();
    }

    /**
     * The names of what the values stand for, each by its position: only how many there are of each means something. Empty for a metric
     * whose values are numbers.
     */
    List<String> classes() {
        return classes;
    }

    /** The name of a class on topics and over HTTP. */
    public static String className(Enum<?> constant) {
        return constant instanceof DelegationStrategy ? DimensionValues.jsonName(constant) : constant.name();
    }

    private final String wireName = name().toLowerCase(Locale.ROOT);

    private static final DistributionMetric[] VALUES = values();

    /** The name on topics and over HTTP: {@code duration_ms}. */
    public String wireName() {
        return wireName;
    }

    // pinned by the golden bytes test
    @SuppressWarnings("EnumOrdinal")
    public int position() {
        return ordinal();
    }

    static int count() {
        return VALUES.length;
    }

    /** The metric at a position. */
    public static DistributionMetric atPosition(int position) {
        return VALUES[position];
    }
}
