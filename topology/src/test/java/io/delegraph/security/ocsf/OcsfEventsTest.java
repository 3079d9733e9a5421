package io.delegraph.security.ocsf;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.delegraph.query.SampleRecords;
import io.delegraph.schemas.Json;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.lifecycle.EdgeEvidence;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import io.delegraph.schemas.ocsf.ApplicationLifecycle;
import io.delegraph.schemas.ocsf.OcsfEvent;
import io.delegraph.schemas.security.FindingState;
import io.delegraph.schemas.security.SecurityFinding;
import io.delegraph.schemas.security.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each kind of event as a whole. The files are written by hand, and valid by OCSF's own schema of their class. */
class OcsfEventsTest {
    private static final String VERSION = "1.2.3";
    private static final long LOGGED = SampleRecords.START + 99_000;

    private final FindingEvents findings = new FindingEvents(VERSION);
    private final AgentTransitions transitions = new AgentTransitions(VERSION);

    private static void assertGolden(String name, OcsfEvent event) throws IOException {
        JsonNode expected = Json.MAPPER.readTree(Files.readString(Path.of("src/test/resources/ocsf", name + ".json")));

        assertThat(Json.MAPPER.readTree(Json.write(event))).isEqualTo(expected);
    }

    private ApplicationLifecycle only(AgentLifecycle agent, AgentState reported) {
        List<ApplicationLifecycle> events =
                transitions.of(agent, reported, LOGGED).events();
        assertThat(events).hasSize(1);
        return events.getFirst();
    }

    @Test
    void shouldWriteANewFinding() throws IOException {
        SecurityFinding finding = SampleRecords.finding("s1", "C1", "a1")
                .with()
                .agentType("Explore")
                .chain(List.of("root", "a1"))
                .workflowId("w1")
                .toolUseIds(List.of("toolu_1", "toolu_2"))
                .references(List.of("ASI02", "T1485", "T1562.001"))
                .source("claude-code")
                .project("shop")
                .user("ada")
                .host("box")
                .build();

        assertGolden("finding-new", findings.event(finding));
    }

    @Test
    void shouldWriteASuppressedFindingOfAnUnknownHost() throws IOException {
        SecurityFinding finding = SampleRecords.finding("s1", "C1", "root")
                .with()
                .severity(Severity.LOW)
                .state(FindingState.SUPPRESSED)
                .exception("mine")
                .changedAt(SampleRecords.START + 900)
                .build();

        assertGolden("finding-suppressed", findings.event(finding));
    }

    @Test
    void shouldWriteTheStartOfAnAgent() throws IOException {
        assertGolden("agent-start", only(SampleRecords.agent("s1", "a1", "root"), null));
    }

    @Test
    void shouldWriteAnEndThatRevisesAnother() throws IOException {
        AgentLifecycle agent = SampleRecords.agent("s1", "a1", "root", EdgeEvidence.META, AgentState.COMPLETED);

        assertGolden("agent-stop-revised", only(agent, AgentState.LOST));
    }

    @Test
    void shouldWriteAStartThatTheClientRefused() throws IOException {
        assertGolden(
                "agent-refused", only(SampleRecords.neverStarted("s1", "toolu_9", "root", AgentState.REFUSED), null));
    }

    @Test
    void shouldWriteTheSummaryOfAWorkflow() throws IOException {
        WorkflowSummary workflow = SampleRecords.workflow("s1", "w1")
                .with()
                .settled(true)
                .endedAt(SampleRecords.START + 50_000)
                .durationMs(50_000L)
                .agents(Map.of(AgentState.COMPLETED, 2, AgentState.FAILED, 1))
                .build();

        assertGolden("workflow-settle", transitions.settled(workflow, LOGGED));
    }
}
