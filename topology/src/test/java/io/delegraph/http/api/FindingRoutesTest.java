package io.delegraph.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.delegraph.app.TestServer;
import io.delegraph.query.FakeQueries;
import io.delegraph.query.SampleRecords;
import io.delegraph.schemas.security.FindingState;
import io.delegraph.schemas.security.Severity;
import io.delegraph.security.rule.RuleParameters;
import io.delegraph.security.rule.SecurityPolicy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FindingRoutesTest {
    private final TestServer server = new TestServer(FakeQueries.withFamily("s1"));

    @AfterEach
    void stop() {
        server.close();
    }

    private JsonNode items(String query) {
        return server.json("/api/v1/findings" + query).get("items");
    }

    @Test
    void shouldListOnlyOpenFindingsUnlessOthersAreAskedFor() {
        server.queries.findings.add(SampleRecords.finding("s2", "E3", "a1").withState(FindingState.RETRACTED));

        assertThat(items("").findValuesAsText("rule")).containsExactly("C1");
        assertThat(items("?state=any").findValuesAsText("rule")).containsExactly("C1", "E3");
        assertThat(items("?state=retracted").findValuesAsText("rule")).containsExactly("E3");
    }

    @Test
    void shouldSelectByEveryParameter() {
        items(
                "?state=ANY&severity=high&max_severity=critical&rule=c1,E3&session=s1&agent=root&agent_type=Plan&project=p&source=demo&from=1&to=9");

        assertThat(server.queries.findingFilter.severity()).isEqualTo(Severity.HIGH);
        assertThat(server.queries.findingFilter.maxSeverity()).isEqualTo(Severity.CRITICAL);
        assertThat(server.queries.findingFilter.agentType()).isEqualTo("Plan");
        assertThat(server.queries.findingFilter.rules()).isEqualTo(Set.of("C1", "E3"));
        assertThat(server.queries.findingFilter.sessionId()).isEqualTo("s1");
        assertThat(server.queries.findingFilter.agentId()).isEqualTo("root");
        assertThat(server.queries.findingFilter.project()).isEqualTo("p");
        assertThat(server.queries.findingFilter.source()).isEqualTo("demo");
        assertThat(server.queries.findingFilter.from()).isEqualTo(1);
        assertThat(server.queries.findingFilter.to()).isEqualTo(9);
    }

    @Test
    void shouldSelectBetweenTwoSeveritiesAndByAgentType() {
        server.queries.findings.clear();
        for (Severity severity : Severity.values()) {
            server.queries.findings.add(SampleRecords.finding("s1", "C1", "a-" + severity)
                    .with()
                    .severity(severity)
                    .agentType(severity == Severity.LOW ? "Plan" : null)
                    .build());
        }

        assertThat(items("?severity=medium&max_severity=high").findValuesAsText("agent_id"))
                .containsExactly("a-MEDIUM", "a-HIGH");
        assertThat(items("?agent_type=Plan").findValuesAsText("agent_id")).containsExactly("a-LOW");
    }

    @Test
    void shouldShowTheSeveritiesThatThePolicySets() {
        SecurityPolicy policy =
                new SecurityPolicy(RuleParameters.DEFAULT, Set.of(), Map.of("D3", Severity.HIGH), List.of(), "test");

        assertThat(FindingRoutes.PolicyAnswer.of(policy).rules())
                .filteredOn(rule -> rule.severity() != null)
                .singleElement()
                .satisfies(rule -> {
                    assertThat(rule.id()).isEqualTo("D3");
                    assertThat(rule.severity()).isEqualTo(Severity.HIGH);
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"state=open", "severity=huge", "max_severity=huge", "rule=Z9", "rule=C1,", "from=yesterday"})
    void shouldRefuseWhatDoesNotExist(String query) {
        assertThat(server.get("/api/v1/findings?" + query).statusCode()).isEqualTo(400);
    }

    @Test
    void shouldShowOneFinding() {
        assertThat(server.json("/api/v1/findings/s1/C1.root").get("title").asText())
                .isEqualTo(SampleRecords.finding("s1", "C1", "root").title());
        assertThat(server.get("/api/v1/findings/s1/C1.a1").statusCode()).isEqualTo(404);
    }

    @Test
    void shouldShowThePolicyWithEveryRule() {
        JsonNode policy = server.json("/api/v1/security/policy");

        assertThat(policy.get("read_only_types").toString()).isEqualTo("[\"Explore\",\"Plan\"]");
        assertThat(policy.get("rules")).hasSize(29).allSatisfy(rule -> {
            assertThat(rule.get("advice").asText()).endsWith(".");
            assertThat(rule.get("references")).isNotEmpty();
            assertThat(rule.get("enabled").asBoolean()).isTrue();
        });
    }
}
