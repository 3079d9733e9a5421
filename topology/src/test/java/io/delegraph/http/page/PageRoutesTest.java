package io.delegraph.http.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.app.TestServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageRoutesTest {
    private final TestServer server = TestServer.withFamily("s1");

    @AfterEach
    void stop() {
        server.close();
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @Test
    void shouldServeThePageWhateverViewItsQueryNames() {
        HttpResponse<String> page = server.get("/?session=s1&at=%20&x");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(header(page, "Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(page.body()).startsWith("<!doctype html>");
    }

    @ParameterizedTest
    @CsvSource({"/lib/uplot.js,uPlot", "/page/js/tree.js,Tree", "/page/js/login.js,login=refused"})
    void shouldServeScripts(String path, String content) {
        HttpResponse<String> script = server.get(path);

        assertThat(script.statusCode()).isEqualTo(200);
        assertThat(header(script, "Content-Type")).isEqualTo("text/javascript; charset=utf-8");
        assertThat(script.body()).contains(content);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/page/",
                "/page/js",
                "/page/js/",
                "/page/js/nothing.js",
                "/page/../query/openapi.json",
                "/page/%2e%2e/query/openapi.json",
                "/page/..%2fquery%2fopenapi.json",
                "/page/js/..%2f..%2f..%2f..%2fconfig%2fdelegraph.yaml",
                "/page//js/login.js",
                "/page/js/login.js/",
                "/page/package-info.class",
                "/lib/",
                "/lib/uplot",
                "/lib/..%2f..%2flogback.xml",
                "/lib/uplot/1.6.30/package.json"
            })
    void shouldServeNothingElseOfTheClassPath(String path) {
        String answer = server.raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 404 ");
    }

    @Test
    void shouldCompressForWhoTakesIt() throws IOException, InterruptedException {
        byte[] plain = server.get("/lib/uplot.js").body().getBytes(StandardCharsets.UTF_8);
        HttpResponse<byte[]> zipped = bytes("/lib/uplot.js", "br, gzip;q=0.8");

        assertThat(header(zipped, "Content-Encoding")).isEqualTo("gzip");
        assertThat(header(zipped, "Vary")).isEqualTo("Accept-Encoding");
        assertThat(zipped.body()).hasSizeLessThan(plain.length / 2);
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(zipped.body()))) {
            assertThat(in.readAllBytes()).isEqualTo(plain);
        }
        assertThat(header(bytes("/lib/uplot.js", "gzip;q=0, br"), "Content-Encoding"))
                .isEmpty();
    }

    private HttpResponse<byte[]> bytes(String path, String coding) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI uri = server.uri(path);
            return client.send(
                    HttpRequest.newBuilder(uri)
                            .header("Accept-Encoding", coding)
                            .build(),
                    BodyHandlers.ofByteArray());
        }
    }

    @Test
    void shouldSendAFileOnlyOnce() {
        HttpResponse<String> first = server.get("/lib/uplot.js");
        String etag = header(first, "ETag");

        HttpResponse<String> again = server.get("/lib/uplot.js", "If-None-Match", "\"other\", W/" + etag);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(header(again, "ETag")).isEqualTo(etag);
        assertThat(header(again, "Cache-Control")).isEqualTo("no-cache");
        assertThat(server.get("/lib/uplot.js", "If-None-Match", "\"other\"").statusCode())
                .isEqualTo(200);
        assertThat(server.get("/lib/uplot.js", "If-None-Match", etag, "Accept-Encoding", "gzip")
                        .statusCode())
                .as("another coding is another file")
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/page/login.html", "/lib/uplot.js"})
    void shouldLetThePageReachOnlyItsOwnHost(String path) {
        HttpResponse<String> page = server.get(path);

        assertThat(header(page, "Content-Security-Policy").split("; "))
                .contains("default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'")
                .noneMatch(directive -> directive.contains("unsafe") || directive.contains("http"));
        assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(page, "X-Frame-Options")).isEqualTo("DENY");
        assertThat(header(page, "Referrer-Policy")).isEqualTo("same-origin");
        assertThat(header(page, "Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
    }

    @Test
    void shouldLoadFilesWhoseNamesChangeWithTheirContent() {
        List<String> loaded = loadedBy(server.get("/").body()).stream()
                .filter(path -> !path.endsWith(".svg"))
                .toList();

        assertThat(loaded).isNotEmpty().allMatch(path -> HASHED.matcher(path).find());
        for (String path : loaded) {
            HttpResponse<String> file = server.get(path);
            assertThat(file.statusCode()).as(path).isEqualTo(200);
            assertThat(header(file, "Cache-Control")).contains("immutable", "max-age=31536000");
            assertThat(server.get(path.replaceAll("-.*\\.", "-" + "0".repeat(24) + "."))
                            .statusCode())
                    .as("another content")
                    .isEqualTo(404);
        }
    }

    @Test
    void shouldHaveEveryModuleAndStyleInTheBundles() {
        List<String> sources = loadedBy(server.get("/page/index.html").body());
        List<String> bundled = loadedBy(server.get("/").body());

        assertThat(bundled).noneMatch(path -> path.startsWith("/page/js/") || path.startsWith("/page/style/"));
        String style = server.get(only(bundled, ".css")).body();
        assertThat(sources)
                .filteredOn(path -> path.endsWith(".css"))
                .isNotEmpty()
                .allSatisfy(path -> assertThat(style).contains(server.get(path).body()));
        String script = server.get(only(bundled, "/page/index", ".js")).body();
        assertThat(script).contains("// main.js\n", "// dom.js\n", "// tree.js\n");
        assertThat(script.lines().filter(line -> line.startsWith("import ")))
                .allSatisfy(line -> assertThat(line).containsPattern(HASHED));
    }

    @Test
    void shouldKeepTheFirstLoadSmall() throws IOException, InterruptedException {
        List<String> bundled = loadedBy(server.get("/").body());
        long bytes = bytes("/", "gzip").body().length;
        for (String path : bundled) {
            bytes += bytes(path, "gzip").body().length;
        }

        assertThat(bundled).hasSizeLessThanOrEqualTo(6);
        assertThat(bytes).isBetween(50_000L, 330_000L);
    }

    private static final Pattern HASHED = Pattern.compile("-[0-9a-f]{24}\\.(?:js|css)");

    /** Scripts, styles and images by their paths. */
    private static List<String> loadedBy(String html) {
        return Pattern.compile("(?:src|href)=\"(/(?:page|lib)/[^\"]+)\"")
                .matcher(html)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();
    }

    private static String only(List<String> paths, String... parts) {
        return paths.stream()
                .filter(path -> Stream.of(parts).allMatch(path::contains))
                .collect(Collectors.collectingAndThen(Collectors.toList(), found -> {
                    assertThat(found).hasSize(1);
                    return found.getFirst();
                }));
    }
}
