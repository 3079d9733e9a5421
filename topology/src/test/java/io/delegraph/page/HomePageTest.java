package io.delegraph.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The home page: what needs a person comes first, and what failed is one click away. */
@Timeout(90)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(InBrowser.class)
class HomePageTest {
    private static final String NEEDS = ".band[data-band=needs] .home-row";
    private static final String WRONG = ".band[data-band=wrong] .home-row";

    private StartedApp app;
    private LiveRun waiting;
    private LiveRun failed;
    private LiveRun idle;
    private long delegations;

    /** One agent waits for a permission, one has failed, and one session merely waits for its next prompt. */
    @BeforeAll
    void start() {
        app = StartedApp.start();
        failed = ExplorePageTest.ended(app, "broken", "home-");
        waiting = LiveRun.of("refusal", "home-", true);
        List<String> refused = waiting.before("PostToolBatch", 5);
        app.send(refused);
        idle = LiveRun.of("solo", "home-idle-", true);
        app.send(idle.before("SessionEnd", 0));
        delegations = Stream.of(failed.hooks(), refused, idle.hooks())
                .flatMap(List::stream)
                .filter(hook ->
                        hook.contains("\"hook_event_name\":\"PreToolUse\"") && hook.contains("\"tool_name\":\"Agent\""))
                .count();
        await().until(() -> app.get("/api/v1/attention").get("needs_you").size() == 1);
        await().until(() -> app.get("/api/v1/sessions/" + idle.session() + "/hierarchy")
                .at("/session/state")
                .asText()
                .equals("WAITING"));
    }

    @AfterAll
    void stop() throws IOException {
        app.close();
    }

    @Test
    void shouldRankThePermissionThatIsWaitedForBeforeWhatFailed(Browser browser) {
        try (Viewer viewer = Viewer.desk(browser, app, "/")) {
            Locator first = viewer.locator(".home-row").first();
            assertThat(first).containsText("Asks to use WebFetch");
            assertThat(first).containsText("fetch page");
            assertThat(viewer.locator(NEEDS)).hasCount(1);
            assertThat(viewer.locator(WRONG, "API Error: 400 scripted failure").first())
                    .isVisible();
            first.locator("a").click();
            assertThat(viewer.locator("#panel h2")).hasText("fetch page");
            assertThat(viewer.page()).hasURL(Pattern.compile("session=" + waiting.session() + "&agent="));
        }
    }

    @Test
    void shouldRaiseNoAlarmForASessionThatWaitsForItsNextPrompt(Browser browser) {
        try (Viewer viewer = Viewer.desk(browser, app, "/")) {
            assertThat(viewer.locator(NEEDS)).hasCount(1);
            assertThat(viewer.page()).hasTitle("(1) Delegraph");
            Locator row = viewer.locator("a.session[href*='" + idle.session() + "']");
            assertThat(row).hasAttribute("data-state", "IDLE");
            assertThat(row.locator(".need")).isHidden();
            row.click();
            assertThat(viewer.card("Main agent")).hasAttribute("data-idle", "");
            assertThat(viewer.locator("#panel .callout")).hasCount(0);
            await().until(() -> pixels(viewer, "completed-soft") > 0);
            assertThat(pixels(viewer, "waiting") + pixels(viewer, "waiting-soft"))
                    .as("pixels of the timeline in the colour of what waits for a person")
                    .isZero();

            viewer.at("/?session=" + waiting.session());
            await().until(() -> pixels(viewer, "waiting") > 0);
        }
    }

    /** How many pixels of the timeline have exactly the colour of this name. */
    private static int pixels(Viewer viewer, String colour) {
        Object count = viewer.page().evaluate("""
                (name) => {
                  const canvas = document.getElementById('lanes-canvas');
                  if (!canvas.width) return 0;
                  const hex = getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
                  const wanted = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
                  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
                  let count = 0;
                  for (let at = 0; at < data.length; at += 4) if (wanted.every((part, index) => data[at + index] === part)) count += 1;
                  return count;
                }""", colour);
        return ((Number) count).intValue();
    }

    @Test
    void shouldShowTheErrorOneClickFromHomeAndFromTheList(Browser browser) {
        try (Viewer viewer = Viewer.desk(browser, app, "/")) {
            viewer.locator(WRONG, "API Error: 400 scripted failure")
                    .first()
                    .locator("a")
                    .click();
            Locator first = viewer.locator("#panel section.part").first();
            assertThat(first.locator("h3")).hasText("What failed");
            assertThat(first).containsText("API Error: 400 scripted failure");

            viewer.at("/");
            viewer.locator("a.failed[href*='" + failed.session() + "']").click();
            assertThat(first.locator("h3")).hasText("What failed");
            assertThat(first).containsText("API Error: 400 scripted failure");
            assertThat(viewer.page()).hasURL(Pattern.compile("agent="));
        }
    }

    @Test
    void shouldKeepDismissedWhatWasDismissedAndBringItBack(Browser browser) {
        try (Viewer viewer = Viewer.desk(browser, app, "/")) {
            Locator needs = viewer.locator(NEEDS);
            assertThat(needs).hasCount(1);
            needs.locator("button").click();
            assertThat(needs).hasCount(0);
            assertThat(viewer.page()).hasTitle("Delegraph");

            viewer.page().reload();
            assertThat(viewer.locator(".band[data-band=needs] .none")).isVisible();
            assertThat(viewer.locator(WRONG).first()).isVisible();
            assertThat(needs).hasCount(0);
            assertThat(viewer.page()).hasTitle("Delegraph");

            viewer.locator(".band[data-band=dismissed] > button").click();
            viewer.locator(".band[data-band=dismissed] .home-row", "Asks to use WebFetch")
                    .locator("button")
                    .click();
            assertThat(needs).hasCount(1);
            assertThat(viewer.page()).hasTitle("(1) Delegraph");
        }
    }

    @Test
    void shouldBeUsableByKeyboardAlone(Browser browser) {
        try (Viewer viewer = Viewer.desk(browser, app, "/")) {
            Page page = viewer.page();
            viewer.locator(NEEDS + " a").focus();
            page.keyboard().press("ArrowDown");
            assertThat(viewer.locator(WRONG + " a").first()).isFocused();
            page.keyboard().press("ArrowUp");
            page.keyboard().press("Delete");
            assertThat(viewer.locator(NEEDS)).hasCount(0);
            assertThat(viewer.locator(WRONG + " a").first()).isFocused();
            page.keyboard().press("Enter");
            assertThat(viewer.locator("#panel section.part h3").first()).isVisible();
        }
    }

    @Test
    void shouldSayWhatTheWeekCameTo(Browser browser) {
        int sessions = app.get("/api/v1/sessions?limit=100").get("items").size();
        // the page asks once a minute: what it shows has to be there before it asks
        await().until(() -> counted() == delegations);
        try (Viewer viewer = Viewer.desk(browser, app, "/")) {
            assertThat(row(viewer, "Sessions").locator("td").nth(1)).hasText(String.valueOf(sessions));
            assertThat(row(viewer, "Delegations").locator("td").nth(1)).hasText(String.valueOf(delegations));
            assertThat(row(viewer, "Failures").locator("td").nth(1)).hasText(Pattern.compile("^[0-9.]+ %$"));
        }
    }

    /** Delegations of today and yesterday, by days of UTC. */
    private int counted() {
        long day = Duration.ofDays(1).toMillis();
        long today = System.currentTimeMillis() / day * day;
        return app.get("/api/v1/metrics/delegation?window=1d&from=" + (today - day) + "&to=" + (today + day))
                .at("/items/0/total/sample")
                .asInt();
    }

    private static Locator row(Viewer viewer, String name) {
        return viewer.locator("#figures tbody tr:has(th:text-is('" + name + "'))");
    }
}
