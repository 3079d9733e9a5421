package io.delegraph.security.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.delegraph.query.SampleRecords;
import io.delegraph.schemas.event.CommandFeature;
import io.delegraph.schemas.event.HostClass;
import io.delegraph.schemas.event.PathAccess;
import io.delegraph.schemas.event.PathClass;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.EdgeEvidence;
import io.delegraph.schemas.lifecycle.Hierarchy;
import io.delegraph.schemas.security.AgentActions;
import io.delegraph.schemas.security.RiskFactor;
import io.delegraph.schemas.security.RiskScore;
import io.delegraph.schemas.security.RiskTerm;
import io.delegraph.schemas.security.SecurityFinding;
import io.delegraph.schemas.security.SessionRisk;
import io.delegraph.schemas.security.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RiskAssessorTest {
    private static final String SESSION = "s1";
    private static final long NOW = SampleRecords.START + 60_000;
    private static final Baselines NONE = new Baselines(List.of());

    private final List<AgentLifecycle> agents = new ArrayList<>(List.of(SampleRecords.root(SESSION)));
    private final List<SecurityFinding> findings = new ArrayList<>();
    private final List<AgentActions> actions = new ArrayList<>();

    private SessionRisk assess(long now) {
        return RiskAssessor.assess(
                new Hierarchy(SampleRecords.session(SESSION, NOW), null, agents, List.of(), findings),
                actions,
                NONE,
                now);
    }

    private static AgentLifecycle plain(String agentId, String parentId, int level) {
        return SampleRecords.agent(SESSION, agentId, parentId)
                .with()
                .agentHierarchyLevel(level)
                .edgeEvidence(EdgeEvidence.META)
                .background(false)
                .permissionMode("default")
                .build();
    }

    private static SecurityFinding finding(String agentId, Severity severity, long at) {
        return SampleRecords.finding(SESSION, "C1", agentId)
                .with()
                .severity(severity)
                .at(at)
                .build();
    }

    private static RiskScore of(SessionRisk risk, String agentId) {
        return risk.agents().stream()
                .filter(agent -> agent.agentId().equals(agentId))
                .findFirst()
                .orElseThrow()
                .risk();
    }

    private static double points(RiskScore score, RiskFactor factor) {
        return score.terms().stream()
                .filter(term -> term.factor() == factor)
                .mapToDouble(RiskTerm::points)
                .sum();
    }

    @Test
    void shouldFindNoRiskInAnAgentThatDoesItsWork() {
        agents.add(plain("a1", "root", 1));

        assertThat(assess(NOW).risk()).isEqualTo(new RiskScore(0, List.of()));
    }

    @Test
    void shouldRankASevereFindingAboveManyMinorOnes() {
        agents.add(plain("a1", "root", 1));
        agents.add(plain("a2", "root", 1));
        findings.add(finding("a1", Severity.CRITICAL, NOW));
        IntStream.range(0, 3).forEach(i -> findings.add(finding("a2", Severity.LOW, NOW)));

        SessionRisk risk = assess(NOW);

        assertThat(risk.agents().getFirst().agentId()).isEqualTo("a1");
        assertThat(points(of(risk, "a1"), RiskFactor.FINDINGS)).isEqualTo(60);
        assertThat(points(of(risk, "a2"), RiskFactor.FINDINGS)).isEqualTo(15);
    }

    @Test
    void shouldHalveInADay() {
        agents.add(plain("a1", "root", 1));
        findings.add(finding("a1", Severity.HIGH, NOW));
        actions.add(new AgentActions("a1", 4, 4, NOW, Map.of(), Map.of(), Map.of()));
        long tomorrow = NOW + Duration.ofDays(1).toMillis();

        assertThat(points(of(assess(NOW), "a1"), RiskFactor.FINDINGS)).isEqualTo(35);
        assertThat(points(of(assess(tomorrow), "a1"), RiskFactor.FINDINGS)).isEqualTo(17.5);
        assertThat(points(of(assess(NOW), "a1"), RiskFactor.REFUSED_CALLS)).isEqualTo(12);
        assertThat(points(of(assess(tomorrow), "a1"), RiskFactor.REFUSED_CALLS)).isEqualTo(6);
    }

    @Test
    void shouldCountWhatIsFrequentInHonestWork() {
        agents.add(plain("a1", "root", 1));
        actions.add(new AgentActions(
                "a1",
                9,
                0,
                null,
                Map.of(
                        PathAccess.Operation.WRITE,
                        Map.of(PathClass.HOME_CONFIG, 2, PathClass.PROJECT, 50),
                        PathAccess.Operation.READ,
                        Map.of(PathClass.SECRET, 7)),
                Map.of(HostClass.KNOWN, 4, HostClass.OTHER, 1),
                Map.of(CommandFeature.GIT_PUSH, 3, CommandFeature.INSTALLS_PACKAGES, 8)));

        RiskScore score = of(assess(NOW), "a1");

        assertThat(points(score, RiskFactor.FREQUENT_ACTIONS)).isEqualTo(2 + 3);
        assertThat(points(score, RiskFactor.OUTSIDE_CONTENT)).isEqualTo(5);
    }

    @Test
    void shouldCountWhereAnAgentStands() {
        agents.add(plain("a1", "root", 1));
        agents.add(plain("a2", "a1", 3)
                .with()
                .edgeEvidence(EdgeEvidence.INFERRED)
                .background(true)
                .permissionMode("bypassPermissions")
                .build());
        IntStream.range(0, 8).forEach(i -> agents.add(plain("b" + i, "a2", 2)));

        RiskScore score = of(assess(NOW), "a2");

        assertThat(score.terms())
                .extracting(RiskTerm::factor)
                .containsExactlyInAnyOrder(
                        RiskFactor.PERMISSION_MODE,
                        RiskFactor.LEVEL,
                        RiskFactor.PARENT_EVIDENCE,
                        RiskFactor.BACKGROUND,
                        RiskFactor.FAN_OUT);
        assertThat(points(score, RiskFactor.LEVEL)).isEqualTo(6);
        assertThat(points(score, RiskFactor.FAN_OUT)).isEqualTo(3);
    }

    @Test
    void shouldCountEachFactorOnceForManyAgentsAlike() {
        IntStream.range(0, 8)
                .forEach(i -> agents.add(
                        plain("a" + i, "root", 1).with().background(true).build()));

        RiskScore score = assess(NOW).risk();

        assertThat(points(score, RiskFactor.BACKGROUND)).isEqualTo(2);
        // three doublings of one agent, on one level
        assertThat(points(score, RiskFactor.DELEGATION_COMPLEXITY)).isEqualTo(6);
    }

    /** What is printed adds up, for every agent and the session, and never grows by waiting. */
    @Property(tries = 60)
    void shouldAddUp(
            @ForAll @IntRange(max = 40) int count,
            @ForAll @IntRange(max = 30) int refused,
            @ForAll List<Severity> severities,
            @ForAll @IntRange(max = 100) int hours) {
        IntStream.range(0, count).forEach(i -> agents.add(plain("a" + i, i < 2 ? "root" : "a" + (i / 2), 1 + i % 4)));
        if (count > 0) {
            severities.forEach(severity -> findings.add(finding("a0", severity, NOW)));
            actions.add(new AgentActions("a0", refused + 1, refused, NOW, Map.of(), Map.of(), Map.of()));
        }
        SessionRisk now = assess(NOW);
        SessionRisk later = assess(NOW + Duration.ofHours(hours).toMillis());

        Stream.concat(Stream.of(now.risk()), now.agents().stream().map(SessionRisk.AgentRisk::risk))
                .forEach(score -> assertThat(score.score())
                        .isCloseTo(
                                Math.min(
                                        RiskScore.MAX,
                                        score.terms().stream()
                                                .mapToDouble(RiskTerm::points)
                                                .sum()),
                                within(0.051))
                        .isBetween(0.0, RiskScore.MAX));
        assertThat(later.risk().score()).isLessThanOrEqualTo(now.risk().score());
        assertThat(Arrays.stream(RiskFactor.values())
                        .mapToDouble(factor -> now.risk().terms().stream()
                                .filter(term -> term.factor() == factor)
                                .count()))
                .allMatch(times -> times <= 1);
    }
}
