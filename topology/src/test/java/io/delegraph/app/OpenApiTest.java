package io.delegraph.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.delegraph.aggregates.report.AnalyticsReport;
import io.delegraph.aggregates.report.BottleneckFigures;
import io.delegraph.aggregates.report.Comparison;
import io.delegraph.aggregates.report.CoordinationFigures;
import io.delegraph.aggregates.report.Correlation;
import io.delegraph.aggregates.report.DelegationFigures;
import io.delegraph.aggregates.report.FailuresTogether;
import io.delegraph.aggregates.report.GateFigures;
import io.delegraph.aggregates.report.IntentFigures;
import io.delegraph.aggregates.report.Interval;
import io.delegraph.aggregates.report.PairFigures;
import io.delegraph.aggregates.report.PatternFigures;
import io.delegraph.aggregates.report.Spread;
import io.delegraph.aggregates.report.StageFigures;
import io.delegraph.http.Route;
import io.delegraph.http.api.ClientSetup;
import io.delegraph.http.api.LiveGraph;
import io.delegraph.http.api.Readiness.Restoring;
import io.delegraph.http.api.Readiness.Status;
import io.delegraph.http.api.StatusRoutes.ServiceStatus;
import io.delegraph.http.auth.Authorizer;
import io.delegraph.http.hooks.HookSink;
import io.delegraph.http.transcripts.TranscriptPage;
import io.delegraph.pricing.Price;
import io.delegraph.pricing.Prices;
import io.delegraph.query.FakeQueries;
import io.delegraph.query.IngestStatistics;
import io.delegraph.query.PercentCoding;
import io.delegraph.query.Queries.NotAvailableException;
import io.delegraph.query.Queries.SearchPage;
import io.delegraph.schemas.event.DeclaredFlags;
import io.delegraph.schemas.event.SpawnRequest;
import io.delegraph.schemas.event.TokenUsage;
import io.delegraph.schemas.lifecycle.AgentDetail;
import io.delegraph.schemas.lifecycle.AgentKind;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.AgentRun;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.lifecycle.Attention;
import io.delegraph.schemas.lifecycle.AttentionFailure;
import io.delegraph.schemas.lifecycle.AttentionWait;
import io.delegraph.schemas.lifecycle.AttentionWork;
import io.delegraph.schemas.lifecycle.EdgeEvidence;
import io.delegraph.schemas.lifecycle.Hierarchy;
import io.delegraph.schemas.lifecycle.OrphanedResource;
import io.delegraph.schemas.lifecycle.PermissionModeSource;
import io.delegraph.schemas.lifecycle.SessionMatch;
import io.delegraph.schemas.lifecycle.SessionSummary;
import io.delegraph.schemas.lifecycle.TimelineEntry;
import io.delegraph.schemas.lifecycle.TokensSource;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import io.delegraph.schemas.metrics.MetricWindow;
import io.delegraph.transcript.TranscriptItem;
import java.net.InetAddress;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Compares the document with the routes, the records and the responses: it must be correct and complete. */
class OpenApiTest {
    private static final String BASE = "https://delegraph.test/openapi.json";
    private static final String SCHEMAS = "#/components/schemas/";

    private final TestServer server = new TestServer(FakeQueries.withFamily("s1"));
    private final JsonNode document = server.json("/openapi.json");
    private final JsonSchemaFactory schemas = JsonSchemaFactory.getInstance(
            VersionFlag.V202012,
            builder -> builder.schemaLoaders(loaders -> loaders.schemas(Map.of(BASE, document.toString()))));

    @AfterEach
    void stop() {
        server.close();
    }

    private Stream<Map.Entry<String, JsonNode>> operations() {
        return document.get("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .map(operation -> Map.entry(
                                operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                                operation.getValue())));
    }

    private List<Route> routes() {
        return HttpEndpoint.routes(
                server.settings, server.backend(), new Authorizer(server.settings, InetAddress.getLoopbackAddress()));
    }

    private static Set<String> parameters(JsonNode operation, String in) {
        return StreamSupport.stream(operation.path("parameters").spliterator(), false)
                .filter(parameter -> parameter.get("in").asText().equals(in))
                .map(parameter -> parameter.get("name").asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static JsonNode parameter(JsonNode operation, String name) {
        for (JsonNode parameter : operation.get("parameters")) {
            if (parameter.get("name").asText().equals(name)) {
                return parameter;
            }
        }
        throw new AssertionError("no parameter " + name);
    }

    /** A parameter with its example, for a URL's query. */
    private static String query(JsonNode operation, String name) {
        JsonNode example = parameter(operation, name).get("example");
        String value = example.isArray() ? String.join(",", texts(example)) : example.asText();
        return name + "=" + PercentCoding.encode(value);
    }

    /** With the examples in place of the path's parameters. */
    private static String path(String route, JsonNode operation) {
        String path = route.substring(route.indexOf(' ') + 1);
        for (String name : parameters(operation, "path")) {
            path = path.replace(
                    "{" + name + "}", parameter(operation, name).get("example").asText());
        }
        return path;
    }

    @Test
    void shouldDescribeExactlyTheRoutesAndTheirParameters() {
        Map<String, Set<String>> routes = routes().stream()
                .collect(Collectors.toMap(
                        route -> route.method() + " " + route.template(), route -> new TreeSet<>(route.parameters())));
        Map<String, Set<String>> described = operations()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> parameters(entry.getValue(), "query")));

        assertThat(described).isEqualTo(routes);
    }

    @Test
    void shouldDescribeTheTokenOfEachPath() {
        Map<String, String> wanted = routes().stream()
                .collect(Collectors.toMap(
                        route -> route.method() + " " + route.template(), route -> switch (route.access()) {
                            case OPEN, LOGIN -> "[]";
                            case READ -> "[{\"readToken\":[]},{\"readCookie\":[]}]";
                            case HOOKS -> "[{\"hookToken\":[]}]";
                        }));

        assertThat(operations()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                entry -> entry.getValue().get("security").toString())))
                .isEqualTo(wanted);
    }

    @Test
    void shouldDescribeExactlyTheMembersOfTheRecords() {
        Stream.of(
                        SessionSummary.class,
                        SessionSummary.Wait.class,
                        SessionSummary.Child.class,
                        SessionMatch.class,
                        SessionMatch.SearchHit.class,
                        SearchPage.class,
                        TranscriptPage.class,
                        TranscriptItem.class,
                        Attention.class,
                        AttentionWait.class,
                        AttentionFailure.class,
                        AttentionWork.class,
                        AgentDetail.class,
                        AgentRun.class,
                        SpawnRequest.class,
                        DeclaredFlags.class,
                        TokenUsage.class,
                        WorkflowSummary.class,
                        TimelineEntry.class,
                        OrphanedResource.class,
                        Hierarchy.class,
                        ServiceStatus.class,
                        ClientSetup.class,
                        IngestStatistics.Hooks.class,
                        IngestStatistics.Rejected.class,
                        IngestStatistics.Rejection.class,
                        Prices.class,
                        Price.class,
                        Restoring.class,
                        MetricWindow.class,
                        Spread.class,
                        Interval.class,
                        Comparison.class,
                        DelegationFigures.class,
                        CoordinationFigures.class,
                        GateFigures.class,
                        PairFigures.class,
                        Correlation.class,
                        FailuresTogether.class,
                        StageFigures.class,
                        PatternFigures.class,
                        BottleneckFigures.class,
                        IntentFigures.class)
                .forEach(type -> assertMembers(type, type.getSimpleName()));
        assertMembers(AgentLifecycle.class, "AgentMembers");
        assertMembers(AnalyticsReport.class, "DelegationReport");
        assertMembers(StageFigures.StageChange.class, "StageChange");
        assertMembers(ClientSetup.Hook.class, "SetupHook");
        assertMembers(LiveGraph.class, "LiveGraph");
        assertMembers(LiveGraph.GraphSession.class, "LiveSession");
        assertMembers(LiveGraph.GraphNode.class, "LiveNode");
        assertMembers(LiveGraph.GraphEdge.class, "LiveEdge");
    }

    private void assertMembers(Class<?> type, String schema) {
        List<String> components = Arrays.stream(type.getRecordComponents())
                .map(component -> SnakeCaseStrategy.INSTANCE.translate(component.getName()))
                .toList();
        assertThat(document.at("/components/schemas/" + schema + "/properties").fieldNames())
                .toIterable()
                .as(schema)
                .containsExactlyElementsOf(components);
    }

    @Test
    void shouldDescribeExactlyTheConstants() {
        Map.of(
                        "AgentState",
                        AgentState.values(),
                        "EdgeEvidence",
                        EdgeEvidence.values(),
                        "TokensSource",
                        TokensSource.values(),
                        "PermissionModeSource",
                        PermissionModeSource.values())
                .forEach((name, values) -> assertThat(document.at("/components/schemas/" + name + "/enum"))
                        .as(name)
                        .extracting(JsonNode::asText)
                        .containsExactlyElementsOf(
                                Arrays.stream(values).map(Object::toString).toList()));
    }

    @Test
    void shouldReferOnlyToExistingComponents() {
        List<String> references = document.findValuesAsText("$ref");

        assertThat(references)
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                document.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    @TestFactory
    Stream<DynamicTest> shouldAnswerAsDescribed() {
        return operations()
                .filter(operation -> operation.getKey().startsWith("GET"))
                .map(operation -> DynamicTest.dynamicTest(
                        operation.getKey(), () -> walk(operation.getKey(), operation.getValue())));
    }

    private void walk(String route, JsonNode operation) {
        String path = path(route, operation);
        String required = parameters(operation, "query").stream()
                .filter(name -> parameter(operation, name).path("required").asBoolean())
                .map(name -> "&" + query(operation, name))
                .collect(Collectors.joining());
        assertAsDescribed(route, operation, 200, server.get(path + "?" + required));
        if (!required.isEmpty()) {
            assertAsDescribed(route, operation, 400, server.get(path));
        }
        for (String name : parameters(operation, "query")) {
            if (parameter(operation, name).has("example")
                    && !parameter(operation, name).path("required").asBoolean()) {
                assertAsDescribed(route, operation, 200, server.get(path + "?" + query(operation, name) + required));
            }
        }
        assertAsDescribed(route, operation, 400, server.get(path + "?colour=red"));
        if (!parameters(operation, "path").isEmpty()) {
            assertAsDescribed(route, operation, 404, server.get(path.replace("s1", "nobody")));
        }
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private void assertAsDescribed(String route, JsonNode operation, int status, HttpResponse<String> response) {
        assertThat(response.statusCode()).as(route).isEqualTo(status);
        JsonNode described = operation.at("/responses/" + status);
        assertThat(described.isMissingNode()).as(route + " describes " + status).isFalse();
        String pointer = "#/paths/" + escaped(route.substring(route.indexOf(' ') + 1)) + "/"
                + route.substring(0, route.indexOf(' ')).toLowerCase(Locale.ROOT) + "/responses/" + status;
        if (described.has("$ref")) {
            pointer = described.get("$ref").asText();
            described = document.at(pointer.substring(1));
        }
        String type =
                response.headers().firstValue("Content-Type").orElseThrow().replaceAll(";.*", "");
        assertThat(described.get("content").has(type))
                .as(route + " describes " + type)
                .isTrue();
        if (type.endsWith("json")) {
            assertValid(pointer + "/content/" + escaped(type) + "/schema", response.body());
        }
    }

    private static String escaped(String key) {
        return key.replace("~", "~0").replace("/", "~1").replace("{", "%7B").replace("}", "%7D");
    }

    private void assertValid(String pointer, String json) {
        JsonSchema schema = schemas.getSchema(SchemaLocation.of(BASE + pointer));
        Set<ValidationMessage> errors = schema.validate(json, InputFormat.JSON);
        assertThat(errors).as(json).isEmpty();
    }

    @Test
    void shouldDetectMissingAndSurplusMembers() {
        String agent = server.json("/api/v1/agents/s1/a1").get("agent").toString();
        JsonSchema schema = schemas.getSchema(SchemaLocation.of(BASE + SCHEMAS + "AgentLifecycle"));
        Predicate<String> valid =
                json -> schema.validate(json, InputFormat.JSON).isEmpty();

        assertThat(agent).matches(valid);
        assertThat(agent.replace("\"runs\":1", "\"runs\":1,\"colour\":1")).doesNotMatch(valid);
        assertThat(agent.replace("\"runs\":1,", "")).doesNotMatch(valid);
        assertThat(agent.replace("\"ACTIVE\"", "\"BUSY\"")).doesNotMatch(valid);
    }

    @Test
    void shouldDescribeErrorsAndStatesOfTheService() {
        JsonNode sessions = document.at("/paths/~1api~1v1~1sessions/get");
        server.queries.failure = new NotAvailableException("moving", 1);
        assertAsDescribed("GET /api/v1/sessions", sessions, 503, server.get("/api/v1/sessions"));
        server.queries.failure = new IllegalStateException("bug");
        assertAsDescribed("GET /api/v1/sessions", sessions, 500, server.get("/api/v1/sessions"));

        server.seen = new IngestStatistics.IngestSnapshot(
                new IngestStatistics.Hooks(5, 4L),
                new IngestStatistics.Rejected(1, false, new IngestStatistics.Rejection(3, "no JSON", "byte 1")));
        assertAsDescribed(
                "GET /api/v1/status", document.at("/paths/~1api~1v1~1status/get"), 200, server.get("/api/v1/status"));
        server.status = new Status(false, false, "ERROR", List.of(new Restoring("agents", 1, 2, 3)));
        assertAsDescribed("GET /healthz", document.at("/paths/~1healthz/get"), 503, server.get("/healthz"));
        assertAsDescribed("GET /readyz", document.at("/paths/~1readyz/get"), 503, server.get("/readyz"));
    }

    @Test
    void shouldDescribeWhatHooksAreAnswered() {
        JsonNode hooks = document.at("/paths/~1hooks/post");
        String example =
                hooks.at("/requestBody/content/application~1json/example").toString();

        assertThat(server.post("/hooks", example).statusCode()).isEqualTo(204);
        assertThat(hooks.get("responses").has("204")).isTrue();
        assertAsDescribed("POST /hooks", hooks, 400, server.post("/hooks", "[]"));
        assertAsDescribed(
                "POST /hooks",
                hooks,
                403,
                server.post(
                        "/hooks",
                        "{\"session_id\":\"s\",\"hook_event_name\":\"Stop\"}",
                        "Origin",
                        "https://evil.example"));
        assertAsDescribed("POST /hooks", hooks, 413, server.post("/hooks", new byte[1_048_577]));
        server.hookFailure = new HookSink.HookSinkUnavailableException("full", 1);
        assertAsDescribed(
                "POST /hooks",
                hooks,
                503,
                server.post("/hooks", "{\"session_id\":\"s\",\"hook_event_name\":\"Stop\"}"));
    }

    @Test
    void shouldDescribeTheTreeWithAllThatMayBeUnknown() {
        server.queries.agents.clear();
        AgentLifecycle sparse = AgentLifecycle.builder()
                .sessionId("s1")
                .agentId("x")
                .kind(AgentKind.SUBAGENT)
                .agentHierarchyPath(List.of("x"))
                .state(AgentState.REQUESTED)
                .stateReason("asked for")
                .edgeEvidence(EdgeEvidence.NONE)
                .tokensSource(TokensSource.NONE)
                .lastSeenAt(1L)
                .asOf(2L)
                .build();
        server.queries.agents.add(sparse);
        server.queries.sessions.clear();
        server.queries.sessions.add(SessionSummary.builder()
                .sessionId("s1")
                .state(AgentState.LOST)
                .stateReason("silent")
                .lastSeenAt(1L)
                .agents(Map.of())
                .waits(List.of())
                .children(List.of(new SessionSummary.Child("s2", null, 1L)))
                .asOf(2L)
                .build());
        JsonNode hierarchy = document.at("/paths/~1api~1v1~1sessions~1{session}~1hierarchy/get");

        String route = "GET /api/v1/sessions/{session}/hierarchy";
        assertAsDescribed(route, hierarchy, 200, server.get("/api/v1/sessions/s1/hierarchy?form=tree"));
        assertAsDescribed(route, hierarchy, 200, server.get("/api/v1/sessions/s1/hierarchy"));
    }
}
