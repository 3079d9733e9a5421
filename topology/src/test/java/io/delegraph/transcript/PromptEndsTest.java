package io.delegraph.transcript;

import static io.delegraph.transcript.Lines.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.lifecycle.ImportedSessions;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each prompt ends at the end of its turn, in transcripts with and without prompt ids. */
class PromptEndsTest {
    private static final long NIGHT = 9 * 3_600_000L;

    private static List<WorkflowSummary> workflows(Lines session) {
        return ImportedSessions.workflows(
                new Transcripts().session(session.list()).events());
    }

    private static List<Long> durations(Lines session) {
        return workflows(session).stream().map(WorkflowSummary::durationMs).toList();
    }

    private static String notification(String task) {
        return "<task-notification>\\n<task-id>" + task
                + "</task-id>\\n<status>completed</status>\\n</task-notification>";
    }

    @Test
    void shouldEndEachPromptWithItsOwnLastWords() {
        Lines lines = Lines.ofSession()
                .prompt("one")
                .says("done")
                .after(NIGHT)
                .prompt("two")
                .calls("t1", "Bash", "{}")
                .answers("t1", "", null)
                .says("done")
                .after(60_000)
                .prompt("three")
                .says("done");

        assertThat(durations(lines)).containsExactly(1_000L, 3_000L, 1_000L);
        assertThat(workflows(lines))
                .allSatisfy(workflow ->
                        assertThat(workflow.graph().coordination().speedUp()).isEqualTo(1.0));
    }

    @Test
    void shouldUseTheClientsPromptIdWhenThereIsOne() {
        List<WorkflowSummary> workflows = workflows(Lines.ofSession()
                .prompt("one")
                .says("done")
                .after(NIGHT)
                .user("\"promptId\":\"p2\",\"message\":{\"content\":\"two\"}")
                .says("done")
                .after(NIGHT)
                // the output of a local command has the id of the previous prompt
                .user("\"promptId\":\"p2\",\"message\":{\"content\":\"printed\"}"));

        assertThat(workflows).extracting(WorkflowSummary::workflowId).containsExactly("u0" + 19, "p2");
        assertThat(workflows).extracting(WorkflowSummary::durationMs).containsExactly(1_000L, 1_000L);
    }

    @Test
    void shouldEndATurnAtItsInterruption() {
        Lines lines = Lines.ofSession()
                .prompt("one")
                .calls("t1", "Bash", "{}")
                .prompt("[Request interrupted by user]")
                .after(NIGHT)
                .prompt("two")
                .says("done")
                .prompt("three")
                .prompt("[Request interrupted by user]");

        assertThat(durations(lines)).containsExactly(2_000L, 1_000L, 1_000L);
    }

    @Test
    void shouldEndACutOffTurnAtItsLastEntryWhenAnotherPromptFollows() {
        Lines lines = Lines.ofSession()
                .prompt("one")
                .calls("t1", "Bash", "{}")
                .answers("t1", "", null)
                .after(NIGHT)
                .prompt("two: nothing came of it")
                .after(NIGHT)
                .prompt("three")
                .calls("t2", "Bash", "{}");

        List<WorkflowSummary> workflows = workflows(lines);
        assertThat(workflows).extracting(WorkflowSummary::durationMs).containsExactly(2_000L, 0L, null);
        assertThat(workflows.getLast().settled()).as("nobody knows of its end").isFalse();
    }

    @Test
    void shouldEndATurnWithTheErrorOfTheModelsApi() {
        Lines lines = Lines.ofSession()
                .prompt("one")
                .line(
                        "\"type\":\"assistant\",\"isApiErrorMessage\":true,\"error\":\"overloaded\","
                                + "\"message\":{\"model\":\"<synthetic>\",\"content\":[{\"type\":\"text\",\"text\":\"API Error\"}]}")
                .after(NIGHT)
                .prompt("two")
                .says("done");

        assertThat(durations(lines)).containsExactly(1_000L, 1_000L);
    }

    @Test
    void shouldEndATurnWhenTheClientRecordsItsDuration() {
        Lines lines = Lines.ofSession()
                .prompt("one")
                .assistant("{\"type\":\"thinking\",\"thinking\":\"\"}")
                .line("\"type\":\"system\",\"subtype\":\"turn_duration\",\"durationMs\":1000");

        assertThat(durations(lines)).containsExactly(1_000L);
    }

    @Test
    void shouldContinueThePromptOfTheTaskWhenANotificationComes() {
        Lines lines = Lines.ofSession()
                .prompt("one")
                .delegates("t1", "Task", "Explore")
                .answers("t1", "launched", "{\"isAsync\":true,\"status\":\"async_launched\",\"agentId\":\"a1\"}")
                .says("started")
                .after(60_000)
                .prompt("two")
                .says("done")
                .after(60_000)
                .line("\"type\":\"queue-operation\",\"operation\":\"enqueue\",\"content\":\"" + notification("a1")
                        + "\"")
                .prompt(notification("a1"))
                .delegates("t2", "Task", "Explore")
                .answers("t2", "found", "{\"status\":\"completed\",\"agentId\":\"a2\",\"totalDurationMs\":500}")
                .says("noted")
                .after(60_000)
                .prompt("three")
                .says("done");

        List<WorkflowSummary> workflows = workflows(lines);
        assertThat(workflows).extracting(WorkflowSummary::durationMs).containsExactly(130_000L, 1_000L, 1_000L);
        assertThat(workflows.getFirst().agents())
                .as("what the notification led to is the first prompt's")
                .containsEntry(AgentState.COMPLETED, 2);
    }

    @Test
    void shouldEndABackgroundAgentWhenItsNotificationIsQueued() {
        Lines lines = Lines.ofSession()
                .prompt("one")
                .delegates("t1", "Task", "Explore")
                .answers("t1", "launched", "{\"isAsync\":true,\"status\":\"async_launched\",\"agentId\":\"a1\"}")
                .says("started")
                .line("\"type\":\"queue-operation\",\"operation\":\"enqueue\",\"content\":\"" + notification("a1")
                        + "\"")
                .after(NIGHT)
                .prompt(notification("a1"))
                .says("noted");

        assertThat(ImportedSessions.agents(
                                new Transcripts().session(lines.list()).events())
                        .get("a1")
                        .endedAt())
                .isEqualTo(START + 4_000);
    }

    @Test
    void shouldNotWaitForANotificationThatWasNeverDelivered() {
        Lines lines = Lines.ofSession()
                .prompt("one")
                .delegates("t1", "Task", "Explore")
                .answers("t1", "launched", "{\"isAsync\":true,\"status\":\"async_launched\",\"agentId\":\"a1\"}")
                .says("started")
                .after(5_000)
                .line("\"type\":\"queue-operation\",\"operation\":\"enqueue\",\"content\":\"" + notification("a1")
                        + "\"");

        assertThat(durations(lines)).containsExactly(9_000L);
    }

    @Test
    void shouldIgnoreTextsThatNoPersonWrote() {
        Lines lines = Lines.ofSession().prompt("one").says("done").after(60_000);
        for (String words : List.of(
                "Another Claude session sent a message:\\n<teammate-message teammate_id=\\\"rev\\\">idle</teammate-message>",
                "<system-reminder>a reminder</system-reminder>",
                "Stop hook feedback: go on",
                "<bash-input>ls</bash-input>",
                "<local-command-caveat>run directly</local-command-caveat>",
                "This session is being continued from a previous conversation that ran out of context.")) {
            lines.prompt(words);
        }
        lines.user("\"origin\":{\"kind\":\"peer\"},\"message\":{\"content\":\"from a peer\"}");

        assertThat(durations(lines)).containsExactly(1_000L);
    }
}
