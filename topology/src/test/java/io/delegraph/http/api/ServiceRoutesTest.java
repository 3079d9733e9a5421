package io.delegraph.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.delegraph.app.TestServer;
import io.delegraph.http.api.Readiness.Restoring;
import io.delegraph.http.api.Readiness.Status;
import io.delegraph.query.FakeQueries;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServiceRoutesTest {
    private final TestServer server = new TestServer(FakeQueries.withFamily("s1"));

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void shouldAnswerReadyWhenTheApplicationIsReady() {
        HttpResponse<String> response = server.get("/readyz");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(TestServer.json(response).get("ready").asBoolean()).isTrue();
    }

    @Test
    void shouldShowHowFarTheRestorationIs() {
        server.status = new Status(true, false, "REBALANCING", List.of(new Restoring("agents", 3, 40, 100)));

        HttpResponse<String> response = server.get("/readyz");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
        JsonNode answer = TestServer.json(response);
        assertThat(answer.get("state").asText()).isEqualTo("REBALANCING");
        assertThat(answer.at("/restoring/0/store").asText()).isEqualTo("agents");
        assertThat(answer.at("/restoring/0/restored").asLong()).isEqualTo(40);
        assertThat(server.get("/healthz").statusCode()).isEqualTo(200);
    }

    @Test
    void shouldReportFailedWhenOnlyARestartHelps() {
        server.status = new Status(false, false, "ERROR", List.of());

        assertThat(server.get("/healthz").statusCode()).isEqualTo(503);
        assertThat(server.json("/healthz").get("status").asText()).isEqualTo("failed");
    }

    @Test
    void shouldGiveMetricsAsPrometheusReadsThem() {
        server.metrics.counter("delegraph.things").increment();
        server.get("/api/v1/sessions/s1/hierarchy");
        server.get("/nowhere");

        HttpResponse<String> response = server.get("/metrics");

        assertThat(response.headers().firstValue("Content-Type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
        assertThat(response.body())
                .contains("# TYPE delegraph_things_total counter")
                .contains(
                        "delegraph_http_requests_seconds_count{method=\"GET\",route=\"/api/v1/sessions/{session}/hierarchy\",status=\"200\"} 1")
                .contains("delegraph_http_requests_seconds_count{method=\"GET\",route=\"none\",status=\"404\"} 1");
    }

    @Test
    void shouldGiveOpenMetricsToWhoAsksForThem() {
        HttpResponse<String> response =
                server.get("/metrics", "Accept", "application/openmetrics-text;version=1.0.0,text/plain;q=0.5");

        assertThat(response.headers().firstValue("Content-Type"))
                .hasValue("application/openmetrics-text; version=1.0.0; charset=utf-8");
        assertThat(response.body()).endsWith("# EOF\n");
    }

    @Test
    void shouldShowTheTopologyAsTextAndAsADrawing() {
        assertThat(server.get("/topology").body()).startsWith("Topologies:");
        assertThat(server.get("/topology?format=mermaid").body()).startsWith("flowchart LR");
        HttpResponse<String> accepted = server.get("/topology", "Accept", "text/vnd.mermaid");
        assertThat(accepted.body()).startsWith("flowchart LR");
        assertThat(accepted.headers().firstValue("Content-Type")).hasValue("text/vnd.mermaid; charset=utf-8");
        assertThat(server.get("/topology?format=text", "Accept", "text/vnd.mermaid")
                        .body())
                .startsWith("Topologies:");
        assertThat(server.get("/topology?format=svg").statusCode()).isEqualTo(400);
    }
}
