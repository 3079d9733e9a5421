package io.delegraph.tools.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.delegraph.schemas.Json;
import io.delegraph.tools.bench.ApiQueries.ApiQuery;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApiQueriesTest {
    private static final long NOW = 1_795_361_668_448L;

    private static List<ApiQuery> questions() throws IOException {
        try (InputStream openApi = ApiQueriesTest.class.getResourceAsStream("/io/delegraph/http/api/openapi.json")) {
            return ApiQueries.of(Json.read(openApi.readAllBytes(), JsonNode.class), NOW);
        }
    }

    /** Groupings: delegation and coordination 14 each, patterns 3, agent-types 4, bottlenecks 2, superclaude 7, windows 14 + 14 + 2 + 2 + 1. */
    @Test
    void shouldQueryEveryGroupingInEveryRetainedWindow() throws IOException {
        // minutes over a day, five minutes over two ranges, hours and days over three
        assertThat(questions())
                .filteredOn(question -> question.path().startsWith("/api/v1/metrics/"))
                .hasSize((14 + 14 + 3 + 4 + 2 + 7 + 14 + 14 + 2 + 2 + 1) * (1 + 2 + 3 + 3))
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldQueryListsAndScrapes() throws IOException {
        long weekAgo = NOW - 7L * 86_400_000;
        assertThat(questions())
                .extracting(ApiQuery::path)
                .contains(
                        "/api/v1/metrics/agent-types?window=5m&group_by=agent_type%2Coutcome&from=" + weekAgo + "&to="
                                + NOW,
                        "/api/v1/metrics/windows?window=1d&group_by=agent_type&from=" + weekAgo + "&to=" + NOW
                                + "&subject=part",
                        "/api/v1/live/graph?limit=1000",
                        "/api/v1/sessions?state=ACTIVE,WAITING",
                        "/metrics");
    }
}
