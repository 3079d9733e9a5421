package io.delegraph.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.delegraph.ingest.ClientAdapter;
import io.delegraph.ingest.Envelope;
import io.delegraph.ingest.HookContext;
import io.delegraph.ingest.JsonFields;
import io.delegraph.ingest.KeyedHashes;
import io.delegraph.ingest.OriginFactory;
import io.delegraph.ingest.PrivacyMode;
import io.delegraph.ingest.RejectedException;
import io.delegraph.lifecycle.LifecycleTimeouts;
import io.delegraph.lifecycle.SessionView;
import io.delegraph.lifecycle.Timeline;
import io.delegraph.pricing.Prices;
import io.delegraph.schemas.Json;
import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.event.AgentStarted;
import io.delegraph.schemas.event.AgentStopped;
import io.delegraph.schemas.event.Origin;
import io.delegraph.schemas.event.PermissionRequested;
import io.delegraph.schemas.event.PromptSubmitted;
import io.delegraph.schemas.event.SessionEnded;
import io.delegraph.schemas.event.SessionStarted;
import io.delegraph.schemas.event.SpawnAnswered;
import io.delegraph.schemas.event.SpawnRequest;
import io.delegraph.schemas.event.SpawnRequested;
import io.delegraph.schemas.event.ToolAction;
import io.delegraph.schemas.event.ToolEnded;
import io.delegraph.schemas.event.ToolOutcome;
import io.delegraph.schemas.event.ToolStarted;
import io.delegraph.schemas.event.TurnStopped;
import io.delegraph.schemas.graph.Relation;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.lifecycle.EdgeEvidence;
import io.delegraph.schemas.lifecycle.SessionSummary;
import io.delegraph.schemas.lifecycle.WaitKind;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import io.delegraph.stream.record.Names;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An invented client, with its own words for everything, goes through the whole topology: only its adapter, in this file, knows them. Two
 * of its tools have names with another meaning in Claude Code.
 */
class OtherClientTopologyTest {
    private static final String SOURCE = "acorn";
    private static final long START = 1_795_361_674_000L;

    private static final Map<String, ToolAction> ACTIONS = Map.of(
            "hatch", ToolAction.DELEGATE,
            "scribble", ToolAction.WRITE_FILE,
            "burrow", ToolAction.RUN_SHELL,
            "chirp", ToolAction.SEND_MESSAGE,
            "Read", ToolAction.ASK_QUESTION);

    /** The client's output: {@code {"what", "forest", "squirrel", "nut", "with": {"tool", "call", …}}}. */
    private record AcornAdapter(PrivacyMode privacy, KeyedHashes traces) implements ClientAdapter {
        @Override
        public String source() {
            return SOURCE;
        }

        @Override
        public List<AgentEvent.InSession> events(Envelope envelope, OriginFactory origins) {
            JsonNode hook = envelope.hook();
            Origin origin = origins.of(new HookContext(
                    JsonFields.id(hook, "forest"),
                    JsonFields.id(hook, "squirrel"),
                    JsonFields.id(hook, "kind"),
                    JsonFields.id(hook, "nut"),
                    null,
                    JsonFields.text(hook, "tree")));
            return List.of(event(JsonFields.id(hook, "what"), origin, hook.path("with")));
        }

        private AgentEvent.InSession event(String kind, Origin origin, JsonNode with) {
            String tool = JsonFields.id(with, "tool");
            ToolAction action = tool == null ? null : ACTIONS.get(tool);
            return switch (kind) {
                case "woke" -> new SessionStarted(origin, null, null);
                case "wished" ->
                    new PromptSubmitted(origin, JsonFields.text(with, "wish").length(), null, null, null);
                case "begins" ->
                    action == ToolAction.DELEGATE
                            ? new SpawnRequested(origin, call(with), tool, request(with), null, null, null)
                            : started(origin, tool, action, with);
                case "asks" -> new PermissionRequested(origin, tool, action, null);
                case "ends" ->
                    action == ToolAction.DELEGATE ? answered(origin, tool, with) : ended(origin, tool, action, with);
                case "born" -> new AgentStarted(origin, null);
                case "slept" -> new AgentStopped(origin, 5, null, null, null, null, null, null, null);
                case "rested" -> new TurnStopped(origin, List.of(), null, null);
                case "left" -> new SessionEnded(origin, "winter", null, null);
                default -> throw new RejectedException("acorns do not do this", "what");
            };
        }

        private static String call(JsonNode with) {
            return JsonFields.id(with, "call");
        }

        private SpawnRequest request(JsonNode with) {
            String task = JsonFields.text(with, "task");
            return new SpawnRequest(
                    JsonFields.id(with, "breed"), privacy.label(task), null, null, false, null, task.length(), null);
        }

        private AgentEvent.InSession started(Origin origin, String tool, ToolAction action, JsonNode with) {
            return new ToolStarted(
                    origin,
                    call(with),
                    tool,
                    action,
                    target(with),
                    traces.fileHash(JsonFields.text(with, "leaf")),
                    7,
                    null,
                    null);
        }

        private AgentEvent.InSession ended(Origin origin, String tool, ToolAction action, JsonNode with) {
            return ToolEnded.builder()
                    .origin(origin)
                    .toolUseId(call(with))
                    .tool(tool)
                    .action(action)
                    .target(target(with))
                    .file(traces.fileHash(JsonFields.text(with, "leaf")))
                    .outcome(ToolOutcome.SUCCEEDED)
                    .build();
        }

        private String target(JsonNode with) {
            return privacy.label(JsonFields.text(with, "to"));
        }

        private AgentEvent.InSession answered(Origin origin, String tool, JsonNode with) {
            return SpawnAnswered.builder()
                    .origin(origin)
                    .toolUseId(call(with))
                    .tool(tool)
                    .request(request(with))
                    .status("completed")
                    .childAgentId(JsonFields.id(with, "young"))
                    .build();
        }
    }

    @TempDir
    Path dir;

    private PipedTopology topology;
    private int records;

    @BeforeEach
    void start() {
        topology = new PipedTopology(dir, START, Map.of(), List.of(AcornAdapter::new));
    }

    @AfterEach
    void close() {
        topology.close();
    }

    private void root(int second, String kind, String with) {
        hook(second, "oak", null, 500, "[]", kind, with);
    }

    private void squirrel(int second, String squirrel, String kind, String with) {
        hook(second, "oak", squirrel, 500, "[]", kind, with);
    }

    private void hook(int second, String forest, String squirrel, int pid, String ancestors, String kind, String with) {
        long at = START + second * 1_000L;
        String agent = squirrel == null ? "" : "\"squirrel\":\"" + squirrel + "\",\"kind\":\"grey\",";
        String json = """
                {"v":1,"id":"%d","at":%d,"source":"acorn","host":"park","client_pid":%d,"ancestor_pids":%s,"hook":{"what":"%s",
                "forest":"%s","nut":"n1",%s"tree":"/park/oak","with":%s}}""".formatted(records++, at, pid, ancestors, kind, forest, agent, with);
        topology.advanceTo(at);
        topology.pipe(json.getBytes(StandardCharsets.UTF_8), at);
    }

    /** The root hatches one agent, which hatches a second one that works; then the root hatches a third one that continues from its file. */
    private void live() {
        root(0, "woke", "{}");
        root(1, "wished", "{\"wish\":\"a nest\"}");
        root(2, "begins", "{\"tool\":\"hatch\",\"call\":\"c1\",\"breed\":\"grey\",\"task\":\"plan it\"}");
        squirrel(3, "one", "born", "{}");
        squirrel(4, "one", "begins", "{\"tool\":\"hatch\",\"call\":\"c2\",\"breed\":\"grey\",\"task\":\"build it\"}");
        squirrel(5, "two", "born", "{}");
        squirrel(6, "two", "begins", "{\"tool\":\"scribble\",\"call\":\"c3\",\"leaf\":\"/park/plan\"}");
        squirrel(7, "two", "ends", "{\"tool\":\"scribble\",\"call\":\"c3\",\"leaf\":\"/park/plan\"}");
        squirrel(8, "two", "begins", "{\"tool\":\"burrow\",\"call\":\"c4\"}");
        hook(9, "elm", null, 600, "[500]", "woke", "{}");
        squirrel(11, "two", "ends", "{\"tool\":\"burrow\",\"call\":\"c4\"}");
        squirrel(12, "two", "begins", "{\"tool\":\"Read\",\"call\":\"c5\"}");
        squirrel(13, "two", "asks", "{\"tool\":\"Read\",\"call\":\"c5\"}");
    }

    private void goOn() {
        squirrel(20, "two", "ends", "{\"tool\":\"Read\",\"call\":\"c5\"}");
        squirrel(21, "two", "begins", "{\"tool\":\"chirp\",\"call\":\"c6\",\"to\":\"one\"}");
        squirrel(21, "two", "ends", "{\"tool\":\"chirp\",\"call\":\"c6\",\"to\":\"one\"}");
        squirrel(22, "two", "slept", "{}");
        squirrel(
                23,
                "one",
                "ends",
                "{\"tool\":\"hatch\",\"call\":\"c2\",\"breed\":\"grey\",\"task\":\"build it\",\"young\":\"two\"}");
        squirrel(24, "one", "slept", "{}");
        root(
                25,
                "ends",
                "{\"tool\":\"hatch\",\"call\":\"c1\",\"breed\":\"grey\",\"task\":\"plan it\",\"young\":\"one\"}");
        root(26, "begins", "{\"tool\":\"hatch\",\"call\":\"c7\",\"breed\":\"grey\",\"task\":\"move in\"}");
        squirrel(27, "three", "born", "{}");
        // a tool that writes in another client and reads in this one
        squirrel(28, "three", "begins", "{\"tool\":\"Write\",\"call\":\"c8\",\"leaf\":\"/park/plan\"}");
        squirrel(29, "three", "ends", "{\"tool\":\"Write\",\"call\":\"c8\",\"leaf\":\"/park/plan\"}");
        squirrel(30, "three", "slept", "{}");
        root(
                31,
                "ends",
                "{\"tool\":\"hatch\",\"call\":\"c7\",\"breed\":\"grey\",\"task\":\"move in\",\"young\":\"three\"}");
        root(32, "rested", "{}");
        hook(33, "elm", null, 600, "[500]", "left", "{}");
        root(34, "left", "{}");
    }

    private Map<String, AgentLifecycle> agents() {
        Map<String, AgentLifecycle> agents = new HashMap<>();
        topology.lifecycles().values().stream()
                .filter(agent -> agent.sessionId().equals("oak"))
                .forEach(agent -> agents.put(agent.agentId(), agent));
        return agents;
    }

    @Test
    void shouldBuildTheTreeOfTheClient() {
        live();
        goOn();

        Map<String, AgentLifecycle> agents = agents();
        assertThat(topology.read(Names.HOOKS_REJECTED)).isEmpty();
        assertThat(agents).containsOnlyKeys("root", "one", "two", "three");
        assertThat(agents.values()).allSatisfy(agent -> {
            assertThat(agent.state()).as(agent.agentId()).isEqualTo(AgentState.COMPLETED);
            assertThat(agent.source()).isEqualTo(SOURCE);
            assertThat(agent.project()).isEqualTo("oak");
        });
        assertAgent(agents.get("one"), "root", 1, "c1", 1);
        assertAgent(agents.get("two"), "one", 2, "c2", 4);
        assertAgent(agents.get("three"), "root", 1, "c7", 1);
        assertThat(agents.get("two").messagesSent()).isEqualTo(1);
        assertThat(agents.get("two").permissionRequests()).isEqualTo(1);
        assertThat(agents.get("root").lastTool()).isEqualTo("hatch");
    }

    private static void assertAgent(AgentLifecycle agent, String parent, int level, String request, int calls) {
        assertThat(agent.parentAgentId()).isEqualTo(parent);
        assertThat(agent.agentHierarchyLevel()).isEqualTo(level);
        assertThat(agent.edgeEvidence()).isEqualTo(EdgeEvidence.RESULT);
        assertThat(agent.requestToolUseId()).isEqualTo(request);
        assertThat(agent.toolCalls()).isEqualTo(calls);
    }

    @Test
    void shouldWaitForAPersonUntilTheQuestionIsAnswered() {
        live();

        AgentLifecycle two = agents().get("two");
        assertThat(two.state()).isEqualTo(AgentState.WAITING);
        assertThat(two.waitingFor()).isEqualTo("Read");
        assertThat(two.waitingKind()).isEqualTo(WaitKind.QUESTION);

        goOn();
        assertThat(agents().get("two").waitingKind()).isNull();
    }

    @Test
    void shouldUseTheActionsOfItsCalls() {
        live();
        goOn();

        assertThat(workflow().graph().relations())
                .filteredOn(relation -> relation.evidence().contains(Relation.Evidence.FILE))
                .extracting(Relation::kind, Relation::from, Relation::to)
                .containsExactly(tuple(Relation.Kind.HAND_OFF, "two", "three"));
        SessionSummary summary = new SessionView(
                        topology.rows("oak"), LifecycleTimeouts.DEFAULT, Prices.NONE, topology.watermark())
                .summary();
        assertThat(summary.children())
                .extracting(SessionSummary.Child::sessionId, SessionSummary.Child::agentId)
                .containsExactly(tuple("elm", "two"));
        assertThat(Timeline.page(topology.rows("oak"), "two", null, null, null, Integer.MAX_VALUE).stream()
                        .filter(entry -> entry.tool() != null)
                        .map(entry -> entry.kind() + " " + entry.tool()))
                .containsExactly("tool scribble", "tool burrow", "tool Read", "wait Read", "message chirp");
    }

    private WorkflowSummary workflow() {
        // a graph is recomputed some seconds after the last change
        topology.advance(Duration.ofMinutes(1));
        return topology.read(Names.WORKFLOWS).stream()
                .map(TestRecord::value)
                .filter(Objects::nonNull)
                .map(value -> Json.read(value, WorkflowSummary.class))
                .filter(workflow -> workflow.sessionId().equals("oak"))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }
}
