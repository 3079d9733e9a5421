package io.delegraph.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.delegraph.aggregates.BatchAggregation;
import io.delegraph.aggregates.Groupings;
import io.delegraph.aggregates.MetricWindowMapper;
import io.delegraph.aggregates.RandomLifecycles;
import io.delegraph.aggregates.Subject;
import io.delegraph.aggregates.WindowSize;
import io.delegraph.app.TestServer;
import io.delegraph.query.FakeQueries;
import io.delegraph.query.Queries;
import io.delegraph.query.Queries.ResultTooLargeException;
import io.delegraph.query.RemoteQueries;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnalyticsRoutesTest {
    private static final long HOUR = 3_600_000;
    private static final long NOON = 1_795_348_800_000L;
    private static final String DAY = "from=" + NOON + "&to=" + (NOON + 24 * HOUR);

    private final FakeQueries queries = new FakeQueries();
    private final TestServer server = new TestServer(queries);
    private final List<AgentLifecycle> agents = new ArrayList<>();

    @AfterEach
    void stop() {
        server.close();
    }

    /** Adds delegations to the hour that begins then. */
    private void delegated(int count, AgentState state, long hour) {
        for (int i = 0; i < count; i++) {
            long seed = agents.size();
            agents.add(new RandomLifecycles(seed, hour, HOUR).agent("s", "a" + seed, state));
        }
        known(agents);
    }

    private void known(List<AgentLifecycle> all) {
        queries.metrics.clear();
        BatchAggregation.of(all, List.of())
                .forEach((key, sum) ->
                        queries.metrics.add(MetricWindowMapper.toWindow(key.size(), key.start(), key.series(), sum)));
    }

    /** Creates settled and open workflows with their sums. */
    private List<WorkflowSummary> worked(int count) {
        Map<Integer, WorkflowSummary> workflows = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            workflows.put(i, new RandomLifecycles(i, NOON, HOUR).workflow());
        }
        queries.metrics.clear();
        BatchAggregation.of(List.of(), workflows.values())
                .forEach((key, sum) ->
                        queries.metrics.add(MetricWindowMapper.toWindow(key.size(), key.start(), key.series(), sum)));
        return List.copyOf(workflows.values());
    }

    private static long sum(JsonNode items, String path) {
        long sum = 0;
        for (JsonNode item : items) {
            sum += item.at(path).asLong();
        }
        return sum;
    }

    @Test
    void shouldReturnOutcomesInTotalAndByWindow() {
        delegated(30, AgentState.COMPLETED, NOON);
        delegated(10, AgentState.FAILED, NOON);
        delegated(5, AgentState.ACTIVE, NOON + HOUR);

        JsonNode report = server.json("/api/v1/metrics/delegation?window=1h&" + DAY);

        assertThat(report.get("group_by").asText()).isEqualTo("all");
        assertThat(sum(report.get("items"), "/total/sample")).isEqualTo(45);
        assertThat(sum(report.get("items"), "/total/completed")).isEqualTo(30);
        assertThat(sum(report.get("items"), "/total/failed")).isEqualTo(10);
        assertThat(sum(report.get("items"), "/total/open")).isEqualTo(5);
        for (JsonNode item : report.get("items")) {
            assertThat(sum(item.get("windows"), "/figures/sample"))
                    .isEqualTo(item.at("/total/sample").asLong());
            assertThat(item.at("/windows/0/start").asLong()).isEqualTo(NOON);
            JsonNode total = item.get("total");
            long ended = total.get("sample").asLong() - total.get("open").asLong();
            assertThat(total.get("completed_share").asDouble())
                    .isEqualTo(total.get("completed").asDouble() / ended);
        }
    }

    @Test
    void shouldGiveEverySourceAnItemOfItsOwnAndTakeOneAlone() {
        delegated(40, AgentState.COMPLETED, NOON);

        assertThat(server.json("/api/v1/metrics/delegation?" + DAY).get("items"))
                .extracting(item -> item.get("source").asText())
                .containsExactlyInAnyOrder("claude-code", "demo");
        assertThat(server.json("/api/v1/metrics/delegation?source=demo&" + DAY).get("items"))
                .extracting(item -> item.get("source").asText())
                .containsExactly("demo");
    }

    /** As the metrics sum them. */
    @Test
    void shouldTakeEverySourceWithoutALabelOfItsOwnAsOther() {
        for (String source : new String[] {"claude-code", "demo", "another-client"}) {
            known(List.of(new RandomLifecycles(1, NOON, HOUR)
                    .agent("s", "a1", AgentState.COMPLETED)
                    .with()
                    .requestedAt(NOON)
                    .source(source)
                    .build()));
            assertThat(server.json("/api/v1/metrics/delegation?source=other&" + DAY)
                            .get("items"))
                    .as(source)
                    .hasSize(source.equals("another-client") ? 1 : 0);
        }
    }

    @Test
    void shouldMarkGroupsWithASufficientSample() {
        delegated(200, AgentState.COMPLETED, NOON);

        for (JsonNode item : server.json("/api/v1/metrics/delegation?group_by=agent_type,outcome&" + DAY)
                .get("items")) {
            assertThat(item.get("enough").asBoolean())
                    .isEqualTo(item.at("/total/sample").asLong() >= 20);
        }
    }

    @Test
    void shouldAnswerWholeWindows() {
        server.json("/api/v1/metrics/delegation?window=1h&from=" + (NOON + 1) + "&to=" + (NOON + HOUR + 1));

        assertThat(queries.metricFilters.getFirst().from()).isEqualTo(NOON);
        assertThat(queries.metricFilters.getFirst().to()).isEqualTo(NOON + 2 * HOUR);

        server.json("/api/v1/metrics/delegation?window=1h&from=" + NOON + "&to=" + (NOON + HOUR));

        assertThat(queries.metricFilters.getLast().to()).isEqualTo(NOON + HOUR);
    }

    @Test
    void shouldCompareTypesOnlyWhereThereIsEnough() {
        delegated(3_000, AgentState.COMPLETED, NOON);

        JsonNode report = server.json("/api/v1/metrics/agent-types?" + DAY);

        assertThat(report.get("comparisons")).isNotEmpty().allSatisfy(comparison -> {
            assertThat(comparison.get("against").asText()).isEqualTo("general-purpose");
            assertThat(comparison.get("of").asText()).isNotIn("general-purpose", "(unknown)");
            assertThat(comparison.at("/context/expected_outcome").asText()).isNotEqualTo("(unknown)");
            long smallest = Math.min(
                    comparison.get("sample").asLong(),
                    comparison.get("against_sample").asLong());
            assertThat(comparison.get("enough").asBoolean()).isEqualTo(smallest >= 20);
            // all completed: no difference between the types
            assertThat(comparison.at("/good_share_difference/estimate").asDouble(0))
                    .isZero();
        });
        known(agents.subList(0, 40));
        assertThat(server.json("/api/v1/metrics/agent-types?" + DAY).get("comparisons"))
                .isNotEmpty()
                .allSatisfy(comparison -> {
                    assertThat(comparison.get("says").asText()).isEqualTo("not enough data");
                    assertThat(comparison.get("time_ratio").isNull()).isTrue();
                });
    }

    @Test
    void shouldReturnTheCorrelationOfParentsAndChildren() {
        worked(400);

        JsonNode all = server.json("/api/v1/metrics/correlation?" + DAY);
        JsonNode byTypes = server.json("/api/v1/metrics/correlation?group_by=parent_type,agent_type&" + DAY);

        assertThat(all.get("group_by").asText()).isEqualTo("all");
        assertThat(all.get("items")).hasSize(2).allSatisfy(item -> {
            JsonNode coefficient = item.get("total").get("work").get("coefficient");
            assertThat(coefficient.get("low").asDouble())
                    .isLessThan(coefficient.get("estimate").asDouble());
            assertThat(item.at("/total/failures/difference/estimate").isNumber())
                    .isTrue();
        });
        assertThat(sum(byTypes.get("items"), "/total/sample"))
                .isEqualTo(sum(all.get("items"), "/total/sample"))
                .isGreaterThan(100);
        assertThat(byTypes.get("items")).hasSizeGreaterThan(10).allSatisfy(item -> {
            assertThat(item.get("group").fieldNames())
                    .toIterable()
                    .containsExactlyInAnyOrder("parent_type", "agent_type");
            assertThat(item.get("total").get("work").get("says").asText().equals("not enough data"))
                    .isEqualTo(item.at("/total/sample").asLong() < 20);
        });
    }

    @Test
    void shouldReturnQualityGatesWithTheCoordination() {
        List<WorkflowSummary> analysed = worked(200).stream()
                .filter(workflow -> workflow.settled() && workflow.graph() != null && workflow.startedAt() != null)
                .toList();

        JsonNode items = server.json("/api/v1/metrics/coordination?" + DAY).get("items");

        assertThat(sum(items, "/total/gates/implementations"))
                .isGreaterThanOrEqualTo(analysed.stream()
                        .mapToInt(workflow -> workflow.graph().coordination().implementations())
                        .sum())
                .isPositive();
        assertThat(items).allSatisfy(item -> {
            JsonNode gates = item.at("/total/gates");
            assertThat(gates.get("gated_share").asDouble())
                    .isEqualTo(gates.get("gated").asDouble()
                            / gates.get("implementations").asDouble());
            assertThat(gates.get("says").asText()).endsWith("worked on again");
        });
    }

    @Test
    void shouldReturnStagesByNumberWithTheirChanges() {
        worked(400);

        JsonNode items =
                server.json("/api/v1/metrics/stages?source=demo&" + DAY).get("items");

        assertThat(items)
                .extracting(item -> item.at("/group/orchestration").asText())
                .containsOnly("wave", "loop");
        assertThat(items)
                .filteredOn(item -> item.at("/group/stage").asText().equals("1"))
                .isNotEmpty()
                .allSatisfy(item -> assertThat(item.at("/total/change").isNull())
                        .isEqualTo(item.at("/total/sample").asLong() > 0));
    }

    @Test
    void shouldNameTheMissingPartitions() {
        queries.missing = List.of(2, 3);

        for (String question : List.of(
                "delegation", "coordination", "correlation", "patterns", "stages", "agent-types", "bottlenecks")) {
            assertThat(server.json("/api/v1/metrics/" + question).get("missing_partitions"))
                    .extracting(JsonNode::asInt)
                    .containsExactly(2, 3);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "delegation?window=2h,window,1m",
        "delegation?group_by=colour,group_by,agent_type",
        "delegation?group_by=declared,group_by,coordination_pattern",
        "coordination?group_by=agent_type,group_by,declared_loop",
        "patterns?group_by=project,group_by,strategy",
        "stages?group_by=stage,group_by,'orchestration,stage'",
        "correlation?group_by=agent_type,group_by,'parent_type,agent_type'",
        "superclaude?group_by=user,group_by,declared_wave_mode",
        "agent-types?group_by=user,group_by,agent_type",
        "windows?subject=tree,subject,part",
        "windows?subject=workflow&group_by=agent_type,group_by,orchestration",
        "delegation?from=yesterday,from,ISO-8601",
        "delegation?from=2000&to=1000,from,before to",
        "delegation?window=1m&from=1000,from,3000 windows"
    })
    void shouldNameTheParameterThatIsWrongAndWhatIsAllowed(String question, String parameter, String allowed) {
        HttpResponse<String> response = server.get("/api/v1/metrics/" + question);

        assertThat(response.statusCode()).isEqualTo(400);
        JsonNode problem = TestServer.json(response);
        assertThat(problem.get("parameter").asText()).isEqualTo(parameter);
        assertThat(problem.get("allowed").asText()).contains(allowed);
    }

    @Test
    void shouldNameANarrowerQueryWhenTheAnswerIsTooLarge() {
        queries.failure = new ResultTooLargeException("ask for less");

        HttpResponse<String> response = server.get("/api/v1/metrics/delegation");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(TestServer.json(response).get("detail").asText()).isEqualTo("ask for less");
    }

    @Test
    void shouldAnswerAPeerWithWhatItHasItself() {
        server.get("/api/v1/metrics/windows?group_by=agent_type", "X-Delegraph-Local", "true");

        assertThat(queries.metricFilters).isEmpty();
        assertThat(server.local.metricFilters).hasSize(1);
    }

    @Test
    void shouldForwardTheQueryToAPeer() {
        delegated(40, AgentState.COMPLETED, NOON);
        RemoteQueries remote = RemoteQueries.of(server.uri("/"), null);
        Queries.MetricFilter filter = new Queries.MetricFilter(
                WindowSize.HOUR,
                Groupings.find(Subject.DELEGATION, "agent_type,outcome").orElseThrow(),
                NOON,
                NOON + HOUR,
                "demo");

        assertThat(remote.metrics(filter).items()).isNotEmpty();
        assertThat(remote.metrics(filter)).isEqualTo(queries.metrics(filter));
        assertThat(queries.metricFilters).containsOnly(filter);
    }
}
