package io.delegraph.aggregates.report;

import io.delegraph.aggregates.Aggregate;
import io.delegraph.aggregates.Dimension;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** The comparisons of an answer. */
public final class Comparisons {
    private static final String ORCHESTRATION = Dimension.ORCHESTRATION.wireName();
    private static final String TYPE = Dimension.AGENT_TYPE.wireName();
    private static final String EXPECTED = Dimension.EXPECTED_OUTCOME.wireName();

    /** The type without a special purpose. */
    private static final String GENERAL_PURPOSE = "general-purpose";

    private Comparisons() {}

    /** Compares workflows in waves with those with plain sub-agents, for each source that has either. */
    public static List<Comparison> waveAgainstSubAgent(GroupTotals byOrchestration, int minimumSample) {
        TreeSet<String> sources = new TreeSet<>();
        byOrchestration.totals().keySet().forEach(key -> sources.add(key.source()));
        return sources.stream()
                .map(source -> Comparison.of(
                        source,
                        Map.of(),
                        "wave",
                        byOrchestration.total(source, Map.of(ORCHESTRATION, "wave")),
                        "sub-agent",
                        byOrchestration.total(source, Map.of(ORCHESTRATION, "sub-agent")),
                        minimumSample))
                .toList();
    }

    /** Compares every type with the general-purpose type, among delegations with the same expected outcome. */
    public static List<Comparison> typesAgainstGeneralPurpose(GroupTotals byTypeAndExpected, int minimumSample) {
        return byTypeAndExpected.totals().entrySet().stream()
                .filter(entry -> !GENERAL_PURPOSE.equals(entry.getKey().group().get(TYPE))
                        && !entry.getKey().group().containsValue(Dimension.UNKNOWN))
                .map(entry -> againstGeneralPurpose(entry.getKey(), entry.getValue(), byTypeAndExpected, minimumSample))
                .sorted(Comparator.comparing(Comparison::sample)
                        .reversed()
                        .thenComparing(comparison -> comparison.of() + comparison.context() + comparison.source()))
                .toList();
    }

    private static Comparison againstGeneralPurpose(
            GroupTotals.GroupKey key, Aggregate sum, GroupTotals all, int minimumSample) {
        String expected = key.group().get(EXPECTED);
        return Comparison.of(
                key.source(),
                Map.of(EXPECTED, expected),
                Objects.requireNonNull(key.group().get(TYPE), "the totals are grouped by type"),
                sum,
                GENERAL_PURPOSE,
                all.total(key.source(), Map.of(TYPE, GENERAL_PURPOSE, EXPECTED, expected)),
                minimumSample);
    }
}
