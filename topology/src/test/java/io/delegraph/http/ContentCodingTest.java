package io.delegraph.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.app.TestServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentCodingTest {
    private static final byte[] LONG = "[\"agent\"]".repeat(1_000).getBytes(StandardCharsets.UTF_8);

    private static byte[] unzipped(byte[] body) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return in.readAllBytes();
        }
    }

    @Test
    void shouldCompressALongAnswerForWhoTakesIt() throws IOException {
        Response answer = ContentCoding.compressed(Response.json(200, LONG), "br, gzip;q=0.8");

        assertThat(answer.headers()).containsEntry("Content-Encoding", "gzip").containsEntry("Vary", "Accept-Encoding");
        assertThat(answer.body()).hasSizeLessThan(LONG.length / 10);
        assertThat(unzipped(answer.body())).isEqualTo(LONG);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "br", "gzip;q=0", "gzip;q=0.000, br", "x-gzip"})
    void shouldLeaveItAsItIsForOthers(String acceptEncoding) {
        Response answer = Response.json(200, LONG);

        assertThat(ContentCoding.compressed(answer, acceptEncoding)).isSameAs(answer);
    }

    @Test
    void shouldLeaveShortOnesAndFilesOfThePageAsTheyAre() {
        Response small = Response.json(200, new byte[100]);
        Response script = new Response(200, "text/javascript; charset=utf-8", LONG, Map.of());
        Response coded = new Response(200, "application/json", LONG, Map.of("Content-Encoding", "gzip"));

        assertThat(ContentCoding.compressed(small, "gzip")).isSameAs(small);
        assertThat(ContentCoding.compressed(script, "gzip")).isSameAs(script);
        assertThat(ContentCoding.compressed(coded, "gzip")).isSameAs(coded);
    }

    @Test
    void shouldReachWhoAsks() throws IOException, InterruptedException {
        try (TestServer server = TestServer.withFamily("s1");
                HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> answer = client.send(
                    HttpRequest.newBuilder(server.uri("/openapi.json"))
                            .header("Accept-Encoding", "gzip")
                            .build(),
                    BodyHandlers.ofByteArray());

            assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
            assertThat(new String(unzipped(answer.body()), StandardCharsets.UTF_8))
                    .isEqualTo(server.get("/openapi.json").body());
        }
    }
}
