package io.delegraph.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The page as somebody sees it for the first time, after a demo of fifty sessions: prints how much is loaded, and when it is usable. */
@Timeout(120)
@ExtendWith(InBrowser.class)
class FirstLoadPageTest {
    private static final int SESSIONS = 50;
    private static final int LOADS = 5;
    private static final long MOST_BYTES = 400_000;
    private static final long MOST_REQUESTS = 12;

    /** Notes the first frame with all sessions in the list, the tree's root drawn, and nothing else in front of it; ms. */
    private static final String WATCH = """
            window.usable_ = new Promise((usable) => requestAnimationFrame(function look() {
              const root = document.querySelector('.card[data-id=root]');
              const box = root && root.getBoundingClientRect();
              const hit = box && box.width && document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
              if (hit && hit.closest('.tree-area') && document.querySelectorAll('a.session').length === %d) usable(performance.now());
              else requestAnimationFrame(look);
            }))""";

    private static final String BYTES =
            "performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation'))"
                    + ".reduce((sum, entry) => sum + entry.encodedBodySize, 0)";

    private static final String REQUESTS = "performance.getEntriesByType('resource').length + 1";

    @Test
    void shouldLoadLittleAndBeUsableAtOnceWithFiftySessions(Browser browser) throws Exception {
        try (StartedApp app =
                StartedApp.afterDemo("--sessions", String.valueOf(SESSIONS), "--rate", "2", "--speed", "100")) {
            // clients that agents start are sessions too
            await().until(() -> sessions(app).size() >= SESSIONS);
            JsonNode sessions = sessions(app);
            String first = sessions.at("/0/session_id").asText();
            List<Load> loads = IntStream.range(0, LOADS)
                    .mapToObj(load -> load(browser, app, first, sessions.size()))
                    .toList();
            System.out.printf(
                    "first load, %d sessions: %d requests, %d bytes compressed; usable after %s ms%n",
                    sessions.size(),
                    loads.getFirst().requests(),
                    loads.getFirst().bytes(),
                    loads.stream().map(load -> Math.round(load.usable())).toList());
            assertThat(loads).allSatisfy(load -> {
                assertThat(load.bytes()).isBetween(100_000L, MOST_BYTES);
                assertThat(load.requests()).isBetween(5L, MOST_REQUESTS);
            });
        }
    }

    private static JsonNode sessions(StartedApp app) {
        return app.get("/api/v1/sessions?limit=100").get("items");
    }

    private record Load(long requests, long bytes, double usable) {}

    /** With nothing in the browser's cache. */
    private static Load load(Browser browser, StartedApp app, String session, int sessions) {
        try (Viewer viewer = new Viewer(browser, app, Viewer.DESK, ColorScheme.LIGHT)) {
            Page page = viewer.page();
            page.addInitScript(WATCH.formatted(sessions));
            viewer.at("/?session=" + session);
            double usable = number(page.evaluate("window.usable_")).doubleValue();
            Load load = new Load(
                    number(page.evaluate(REQUESTS)).longValue(),
                    number(page.evaluate(BYTES)).longValue(),
                    usable);
            viewer.click(viewer.locator(".card[data-id=root]"));
            assertThat(viewer.locator("#panel h2")).hasText("Main agent");
            return load;
        }
    }

    private static Number number(Object found) {
        return (Number) found;
    }
}
