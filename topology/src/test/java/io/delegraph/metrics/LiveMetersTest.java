package io.delegraph.metrics;

import static io.delegraph.query.SampleRecords.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.query.SampleRecords;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.lifecycle.EdgeEvidence;
import io.delegraph.schemas.lifecycle.SessionSummary;
import io.delegraph.schemas.lifecycle.SessionSummaryBuilder;
import io.delegraph.schemas.lifecycle.WaitKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LiveMetersTest {
    private final Map<SessionSummary, List<AgentLifecycle>> sessions = new LinkedHashMap<>();
    private final ScrapedSamples scraped =
            new ScrapedSamples(new LiveMeters(sessions::forEach, 5, () -> START + 65_005));

    @Test
    void shouldCountWhatHasNotEnded() {
        sessions.put(
                SampleRecords.session("s", START),
                List.of(
                        SampleRecords.root("s"),
                        SampleRecords.agent("s", "a1", "root"),
                        SampleRecords.agent("s", "a2", "root", EdgeEvidence.META, AgentState.WAITING),
                        SampleRecords.agent("s", "a3", "root", EdgeEvidence.META, AgentState.COMPLETED),
                        SampleRecords.unparented("s", "a4")));
        assertThat(scraped.series("delegraph_live_agents"))
                .filteredOn(line -> !line.endsWith(" 0.0"))
                .containsExactlyInAnyOrder(
                        "delegraph_live_agents{level=\"0\",source=\"claude-code\",state=\"ACTIVE\"} 1.0",
                        "delegraph_live_agents{level=\"1\",source=\"claude-code\",state=\"ACTIVE\"} 1.0",
                        "delegraph_live_agents{level=\"1\",source=\"claude-code\",state=\"WAITING\"} 1.0",
                        "delegraph_live_agents{level=\"(unknown)\",source=\"claude-code\",state=\"ACTIVE\"} 1.0");
        assertThat(scraped.series("delegraph_live_edges"))
                .containsExactlyInAnyOrder(
                        "delegraph_live_edges{child_type=\"Explore\",parent_type=\"root\",source=\"claude-code\"} 2.0",
                        "delegraph_live_edges{child_type=\"Explore\",parent_type=\"(unknown)\",source=\"claude-code\"} 1.0");
        assertThat(scraped.series("delegraph_live_fan_out_max")).hasSize(1).allMatch(line -> line.endsWith(" 2.0"));
        assertThat(scraped.series("delegraph_live_depth_max")).hasSize(1).allMatch(line -> line.endsWith(" 1.0"));
    }

    @Test
    void shouldExposeTheLongestWaitForAPersonByWhatIsWaitedFor() {
        sessions.put(SampleRecords.session("s", START), List.of(SampleRecords.root("s")));
        assertThat(waits())
                .containsExactlyInAnyOrder(
                        "elicitation 0.0", "idle 0.0", "permission 65.0", "plan 0.0", "question 0.0");
    }

    @Test
    void shouldCallASessionThatWaitsForTheNextPromptIdle() {
        AgentLifecycle idle = SampleRecords.agent("s", "root", null, null, AgentState.WAITING)
                .with()
                .waitingKind(WaitKind.PROMPT)
                .lastSeenAt(START + 5)
                .build();
        SessionSummary nothingHeldUp = SessionSummaryBuilder.builder(SampleRecords.session("s", START))
                .waits(List.of())
                .build();
        sessions.put(nothingHeldUp, List.of(idle));
        assertThat(waits()).contains("idle 65.0", "permission 0.0", "question 0.0");
    }

    private List<String> waits() {
        return scraped.series("delegraph_live_waiting_seconds_max").stream()
                .map(line -> line.replaceAll(".*kind=\"([a-z]+)\".*} ", "$1 "))
                .toList();
    }

    @Test
    void shouldHaveNoSeriesWithoutLiveAgents() {
        assertThat(scraped.series("delegraph_live_.*")).isEmpty();
    }
}
