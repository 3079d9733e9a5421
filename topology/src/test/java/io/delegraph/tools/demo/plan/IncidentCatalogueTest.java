package io.delegraph.tools.demo.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.security.rule.RuleCatalog;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class IncidentCatalogueTest {
    /** Without the one for agents that go on after their stop: those of the demo keep to their lifecycles, which are its truth. */
    private static final List<String> RULES = RuleCatalog.all().stream()
            .map(RuleCatalog.RuleDescription::id)
            .filter(rule -> !rule.equals("D4"))
            .toList();

    private static final List<Incident> ALL = IncidentCatalogue.all(new Random(1), "shop");

    @Test
    void shouldHaveThreeIncidentsAndThreeLookAlikesOfEveryRule() {
        Map<String, List<Incident>> byRule = ALL.stream().collect(Collectors.groupingBy(Incident::rule));

        assertThat(byRule.keySet()).containsAll(RULES);
        assertThat(byRule).allSatisfy((rule, incidents) -> {
            assertThat(incidents.stream().filter(Incident::violates)).hasSizeGreaterThanOrEqualTo(3);
            assertThat(incidents.stream().filter(incident -> !incident.violates()))
                    .hasSizeGreaterThanOrEqualTo(3);
        });
    }

    @Test
    void shouldNameEachIncidentOfARuleDifferently() {
        assertThat(ALL)
                .extracting(incident -> incident.rule() + " " + incident.name())
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldDrawTheSameIncidentsWithTheSameSeed() {
        assertThat(drawn(3)).isEqualTo(drawn(3)).isNotEqualTo(drawn(4));
    }

    @Test
    void shouldDrawIncidentsAndLookAlikesOfEveryRule() {
        Set<String> rules = new HashSet<>();
        for (Incident incident : drawn(1)) {
            rules.add(incident.rule() + " " + incident.violates());
        }

        assertThat(rules).hasSizeGreaterThanOrEqualTo(2 * RULES.size());
    }

    private static List<Incident> drawn(long seed) {
        Random random = new Random(seed);
        return random.longs(6_000)
                .mapToObj(number -> IncidentCatalogue.draw(new Random(number), "shop"))
                .toList();
    }
}
