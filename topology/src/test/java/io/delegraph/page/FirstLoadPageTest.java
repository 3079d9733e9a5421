package io.delegraph.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The first load of the page a session of eighty agents beside a demo of fifty: prints the loaded size, and the time until it
 * is usable, also over a slow line.
 */
@Timeout(150)
@ExtendWith(InBrowser.class)
class FirstLoadPageTest {
    private static final int SESSIONS = 50;
    private static final int LOADS = 5;
    private static final int AGENTS = 80;
    private static final long MOST_BYTES = 400_000;
    /** The document, its files, the stream and all questions until everything of the session is there. */
    private static final int MOST_REQUESTS = 12;

    /** Over a slow line, until the session can be used. */
    private static final double MOST_SLOW_MS = 8_000;

    /** What the page asks when it can be used already, such as what outlived its agent. */
    private static final double LATER_MS = 1_500;

    /** 400 kbit/s, in bytes, with the delay of a mobile line. */
    private static final String SLOW = """
            {"offline": false, "latency": 100, "downloadThroughput": 50000, "uploadThroughput": 50000}""";

    /** Records the time of the first frame with all sessions in the list, the tree's root drawn, and no overlay; ms. */
    private static final String WATCH = """
            window.usable_ = new Promise((usable) => requestAnimationFrame(function look() {
              const root = document.querySelector('.card[data-id=root]');
              const box = root && root.getBoundingClientRect();
              const hit = box && box.width && document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
              if (hit && hit.closest('.tree-area') && document.querySelectorAll('a.session').length === %d) usable(performance.now());
              else requestAnimationFrame(look);
            }))""";

    private static final String LOADED =
            "performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation'))";

    private static final String BYTES = LOADED + ".reduce((sum, entry) => sum + entry.encodedBodySize, 0)";

    @Test
    void shouldLoadLittleAndBeUsableAtOnceWithFiftySessions(Browser browser) throws Exception {
        try (StartedApp app =
                StartedApp.afterDemo("--sessions", String.valueOf(SESSIONS), "--rate", "2", "--speed", "100")) {
            // clients that agents start are sessions too
            await().until(() -> sessions(app).size() >= SESSIONS);
            LargeSession crowd = new LargeSession("eighty", AGENTS);
            app.send(crowd.starts());
            app.awaitSession(crowd.session());
            int sessions = sessions(app).size();
            List<Load> loads = IntStream.range(0, LOADS)
                    .mapToObj(load -> load(browser, app, crowd.session(), sessions, false))
                    .toList();
            Load slow = load(browser, app, crowd.session(), sessions, true);
            System.out.printf(
                    "page speed: first load, %d sessions, %d agents: %d requests, %d bytes compressed; usable after %s ms,"
                            + " at 400 kbit/s after %d ms%n",
                    sessions,
                    AGENTS,
                    new HashSet<>(loads.getFirst().requests()).size(),
                    loads.getFirst().bytes(),
                    loads.stream().map(load -> Math.round(load.usable())).toList(),
                    Math.round(slow.usable()));
            assertThat(loads).allSatisfy(load -> {
                assertThat(load.bytes()).isBetween(50_000L, MOST_BYTES);
                assertThat(new HashSet<>(load.requests())).hasSizeBetween(5, MOST_REQUESTS);
                assertThat(load.requests())
                        .as("asked once; changes ask the others again")
                        .filteredOn(url -> url.matches(".*/(hierarchy|workflows|status)"))
                        .hasSize(3);
            });
            assertThat(new HashSet<>(slow.requests())).hasSizeBetween(5, MOST_REQUESTS);
            assertThat(slow.usable()).isLessThan(MOST_SLOW_MS);
        }
    }

    private static JsonNode sessions(StartedApp app) {
        return app.get("/api/v1/sessions?limit=100").get("items");
    }

    private record Load(long bytes, List<String> requests, double usable) {}

    /** With an empty browser cache. */
    private static Load load(Browser browser, StartedApp app, String session, int sessions, boolean isSlow) {
        try (Viewer viewer = new Viewer(browser, app, Viewer.DESK, ColorScheme.LIGHT)) {
            Page page = viewer.page();
            page.setDefaultNavigationTimeout(60_000);
            page.addInitScript(WATCH.formatted(sessions));
            List<String> requests = new ArrayList<>();
            page.onRequest(request -> requests.add(request.url()));
            if (isSlow) {
                page.context()
                        .newCDPSession(page)
                        .send(
                                "Network.emulateNetworkConditions",
                                JsonParser.parseString(SLOW).getAsJsonObject());
            }
            viewer.at("/?session=" + session);
            double usable = number(page.evaluate("window.usable_")).doubleValue();
            page.waitForTimeout(LATER_MS);
            Load load = new Load(number(page.evaluate(BYTES)).longValue(), List.copyOf(requests), usable);
            viewer.click(viewer.locator(".card[data-id=root]"));
            assertThat(viewer.locator("#panel h2")).hasText("Main agent");
            return load;
        }
    }

    private static Number number(Object found) {
        return (Number) found;
    }
}
