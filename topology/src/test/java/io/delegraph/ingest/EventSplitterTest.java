package io.delegraph.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.delegraph.ingest.adapters.ClientAdapters;
import io.delegraph.schemas.Json;
import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.event.AgentStopped;
import io.delegraph.schemas.event.BackgroundTask;
import io.delegraph.schemas.event.BatchedCall;
import io.delegraph.schemas.event.ToolBatchEnded;
import io.delegraph.schemas.event.TurnStopped;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A hook of a megabyte may give more events than fit into a record. */
class EventSplitterTest {
    private static final long NOW = 1_795_361_674_663L;

    private final Normalizer normalizer = ClientAdapters.normalizer(PrivacyMode.DEFAULT, KeyedHashes.NONE);

    private List<AgentEvent.InSession> events(ObjectNode hook) {
        Normalized normalized = normalizer.normalize(Json.write(hook), new RawPosition(3, 14, NOW));
        return ((Normalized.Accepted) normalized).events();
    }

    private static ObjectNode hook(String event) {
        return Json.MAPPER
                .createObjectNode()
                .put("session_id", "s")
                .put("hook_event_name", event)
                .put("agent_id", event.equals("SubagentStop") ? "a" : null);
    }

    private static ObjectNode batch(int calls, String idEnd) {
        ObjectNode hook = hook("PostToolBatch");
        ArrayNode list = hook.putArray("tool_calls");
        for (int i = 0; i < calls; i++) {
            list.addObject().put("tool_use_id", i + idEnd);
        }
        return hook;
    }

    private static void assertEachFits(List<AgentEvent.InSession> events) {
        assertThat(events)
                .allSatisfy(event ->
                        assertThat(Json.write(event).length).isLessThanOrEqualTo(EventSplitter.MAX_EVENT_BYTES));
    }

    @Test
    void shouldSplitALargeBatchWithoutLosingCalls() {
        ObjectNode hook = batch(45_000, "");
        assertThat(Json.write(hook).length).isGreaterThan(1_000_000);

        List<AgentEvent.InSession> events = events(hook);

        assertEachFits(events);
        assertThat(events.stream().flatMap(event -> ((ToolBatchEnded) event).calls().stream()))
                .extracting(BatchedCall::toolUseId)
                .containsExactlyElementsOf(
                        IntStream.range(0, 45_000).mapToObj(String::valueOf).toList());
    }

    @Test
    void shouldGiveEachPartAStableIdentity() {
        ObjectNode hook = batch(45_000, "");

        List<String> ids =
                events(hook).stream().map(event -> event.origin().eventId()).toList();

        assertThat(ids).hasSizeGreaterThan(2).doesNotHaveDuplicates().first().isEqualTo("3@14");
        assertThat(events(hook)).extracting(event -> event.origin().eventId()).isEqualTo(ids);
    }

    @Test
    void shouldBoundPartsInBytesNotInCharacters() {
        assertEachFits(events(batch(500, "\u00e9".repeat(400))));
        assertThat(events(batch(500, "\u00e9".repeat(400)))).hasSizeGreaterThan(1);
    }

    @Test
    void shouldLeaveAnOrdinaryBatchWhole() {
        assertThat(events(batch(1_000, ""))).hasSize(1);
    }

    @Test
    void shouldSplitALargeListOfBackgroundTasks() {
        ObjectNode hook = hook("Stop");
        ArrayNode tasks = hook.putArray("background_tasks");
        for (int i = 0; i < 15_000; i++) {
            tasks.addObject().put("id", "task-" + i).put("type", "subagent").put("status", "running");
        }

        List<AgentEvent.InSession> events = events(hook);

        assertEachFits(events);
        assertThat(events.stream().flatMap(event -> ((TurnStopped) event).backgroundTasks().stream()))
                .extracting(BackgroundTask::id)
                .hasSize(15_000)
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldSplitALargeListOfShells() {
        ObjectNode hook = hook("SubagentStop").put("last_assistant_message", "done");
        ArrayNode tasks = hook.putArray("background_tasks");
        for (int i = 0; i < 5_000; i++) {
            tasks.addObject().put("id", i + "x".repeat(60)).put("type", "shell");
        }

        List<AgentEvent.InSession> events = events(hook);

        assertEachFits(events);
        assertThat(events)
                .hasSizeGreaterThan(1)
                .allSatisfy(event ->
                        assertThat(((AgentStopped) event).resultChars()).isEqualTo(4));
        assertThat(events.stream().flatMap(event -> ((AgentStopped) event).backgroundShells().stream()))
                .hasSize(5_000)
                .doesNotHaveDuplicates();
    }
}
