package io.delegraph.security.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How many incidents and look-alikes of each rule are judged one by one: single calls in a table, chains of calls in {@link ChainCases}. */
class CasesPerRuleTest {
    private static final int LEAST = 3;

    static List<String> rules() {
        return RuleCatalog.all().stream().map(RuleCatalog.RuleDescription::id).toList();
    }

    /** The numbers of look-alikes and of incidents by rule. */
    private static Map<String, Map<Boolean, Long>> counts() throws IOException {
        Map<String, Map<Boolean, Long>> counts = new TreeMap<>(SingleCallsTest.lines().stream()
                .collect(Collectors.groupingBy(
                        SingleCallsTest.Line::rule,
                        Collectors.partitioningBy(line -> !line.severity().equals("-"), Collectors.counting()))));
        ChainCases.ALL.stream()
                .collect(Collectors.groupingBy(
                        ChainCases.ChainCase::rule,
                        Collectors.partitioningBy(chain -> !chain.expected().isEmpty(), Collectors.counting())))
                .forEach((rule, chains) -> counts.merge(
                        rule,
                        chains,
                        (one, other) -> Map.of(
                                true, one.get(true) + other.get(true), false, one.get(false) + other.get(false))));
        return counts;
    }

    @ParameterizedTest
    @MethodSource("rules")
    void shouldHaveThreeIncidentsAndThreeLookAlikes(String rule) throws IOException {
        assertThat(counts()).containsKey(rule);
        assertThat(counts().get(rule).values())
                .allSatisfy(count -> assertThat(count).isGreaterThanOrEqualTo(LEAST));
    }

    @Test
    void shouldHaveNoCasesOfRulesThatDoNotExist() throws IOException {
        assertThat(rules()).containsAll(counts().keySet());
    }
}
