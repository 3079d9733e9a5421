package io.delegraph.windows.report;

import io.delegraph.windows.Aggregate;
import io.delegraph.windows.Dimension;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What is compared with what. */
public final class Comparisons {
    private static final String ORCHESTRATION = Dimension.ORCHESTRATION.word();
    private static final String TYPE = Dimension.AGENT_TYPE.word();
    private static final String EXPECTED = Dimension.EXPECTED_OUTCOME.word();

    /** The type that is made for nothing in particular. */
    private static final String GENERALIST = "general-purpose";

    private Comparisons() {}

    /** Workflows in waves against those with plain sub-agents, for each source that has both or one. */
    public static List<Comparison> waveAgainstSubAgent(Totals byOrchestration, int minimumSample) {
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

    /** Every type against the generalist, among delegations that want the same back. */
    public static List<Comparison> typesAgainstGeneralPurpose(Totals byTypeAndExpected, int minimumSample) {
        return byTypeAndExpected.totals().entrySet().stream()
                .filter(entry -> !entry.getKey().group().get(TYPE).equals(GENERALIST)
                        && !entry.getKey().group().containsValue(Dimension.UNKNOWN))
                .map(entry -> specialist(entry.getKey(), entry.getValue(), byTypeAndExpected, minimumSample))
                .sorted(Comparator.comparing(Comparison::sample)
                        .reversed()
                        .thenComparing(it -> it.of() + it.context() + it.source()))
                .toList();
    }

    private static Comparison specialist(Totals.Key key, Aggregate sum, Totals all, int minimumSample) {
        String expected = key.group().get(EXPECTED);
        return Comparison.of(
                key.source(),
                Map.of(EXPECTED, expected),
                key.group().get(TYPE),
                sum,
                GENERALIST,
                all.total(key.source(), Map.of(TYPE, GENERALIST, EXPECTED, expected)),
                minimumSample);
    }
}
