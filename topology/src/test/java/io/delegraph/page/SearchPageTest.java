package io.delegraph.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The search looks through all sessions, not only through those in the list. */
@Timeout(90)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(InBrowser.class)
class SearchPageTest {
    private static final String SOUGHT = "sought-0001";
    /** More than two pages of the list. */
    private static final int NEWER = 230;

    private StartedApp app;

    @BeforeAll
    void start() {
        app = StartedApp.start();
        long began = System.currentTimeMillis() - 3_600_000;
        List<String> hooks = new ArrayList<>();
        hooks.add(
                envelope(
                        SOUGHT,
                        began,
                        "\"hook_event_name\":\"SubagentStart\",\"agent_id\":\"finder\",\"agent_type\":\"Explore\"",
                        ",\"agent_meta\":{\"agentType\":\"Explore\",\"description\":\"find the lost parcel\",\"toolUseId\":\"call-1\"}"));
        for (int i = 0; i < NEWER; i++) {
            hooks.add(envelope("newer-" + i, began + 60_000 + i * 1_000L, "\"hook_event_name\":\"SessionStart\"", ""));
        }
        app.send(hooks);
        app.awaitSession("newer-" + (NEWER - 1));
        app.awaitSession(SOUGHT);
    }

    @AfterAll
    void stop() throws IOException {
        app.close();
    }

    @Test
    void shouldFindASessionOnTheThirdPageByTheDescriptionOfAnAgent(Browser browser) {
        try (Viewer viewer = Viewer.desk(browser, app, "/")) {
            assertThat(viewer.locator("#session-list a.session")).hasCount(100);
            assertThat(viewer.locator("#session-list a[href*='" + SOUGHT + "']"))
                    .hasCount(0);
            Page page = viewer.page();
            page.keyboard().press("/");
            assertThat(viewer.locator("#q")).isFocused();
            page.keyboard().type("lost parc");
            assertThat(viewer.locator("#search-note")).hasText("1 session has “lost parc”.");
            assertThat(viewer.locator("#search-results .found")).hasCount(1);
            assertThat(viewer.locator("#search-results .hit").first()).containsText("find the lost parcel");
            assertThat(viewer.locator("#search-results mark").first()).hasText("lost");
            assertThat(page).hasURL(Pattern.compile("q=lost"));

            page.keyboard().press("ArrowDown");
            page.keyboard().press("ArrowDown");
            assertThat(viewer.locator("#search-results .hit").first()).isFocused();
            page.keyboard().press("Enter");
            assertThat(viewer.locator("#panel h2")).hasText("find the lost parcel");
            assertThat(page).hasURL(Pattern.compile("session=" + SOUGHT + "&agent=finder"));

            viewer.locator("#q").press("Escape");
            assertThat(viewer.locator("#search-results")).isHidden();
            assertThat(viewer.locator("#session-list a.session")).not().hasCount(0);
        }
    }

    @Test
    void shouldSayThatNothingWasFoundAndShareTheSearchByItsAddress(Browser browser) {
        try (Viewer viewer = Viewer.desk(browser, app, "/?q=no+such+thing")) {
            assertThat(viewer.locator("#q")).hasValue("no such thing");
            assertThat(viewer.locator("#search-note")).hasText("No session has “no such thing”.");
            assertThat(viewer.locator("#session-list")).isHidden();
        }
    }

    @Test
    void shouldOpenASessionByTheBeginningOfItsId(Browser browser) {
        try (Viewer viewer = Viewer.desk(browser, app, "/?session=sought-")) {
            assertThat(viewer.locator(".card[data-id=finder]")).isVisible();
            assertThat(viewer.page()).hasURL(Pattern.compile("session=" + SOUGHT + "$"));
        }
        try (Viewer viewer = new Viewer(browser, app, Viewer.DESK, ColorScheme.LIGHT)) {
            viewer.expecting("status of 409").at("/?session=newer-1");
            // newer-1 itself is one: what is written whole is meant
            assertThat(viewer.page()).hasURL(Pattern.compile("session=newer-1$"));
            viewer.at("/?session=newer");
            assertThat(viewer.locator("#tree-note")).containsText("begin with");
        }
    }

    private static String envelope(String session, long at, String hook, String more) {
        return "{\"id\":\"" + session + at + "\",\"at\":" + at + ",\"hook\":{\"session_id\":\"" + session
                + "\",\"cwd\":\"/post\"," + hook + "}" + more + "}";
    }
}
