package io.delegraph.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;
import io.delegraph.ingest.Probe;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The page's messages about the service: no data yet, server down, token required. */
@Timeout(90)
@ExtendWith(InBrowser.class)
class ServicePageTest {
    @Test
    void shouldShowInstructionsWhenEmptyAndReconnectWhenTheServerReturns(Browser browser) throws Exception {
        try (StartedApp app = StartedApp.start();
                Viewer viewer = Viewer.desk(browser, app, "/")) {
            assertThat(viewer.locator("#welcome")).containsText("No session yet");
            assertThat(viewer.locator("#welcome")).containsText("No event of a client has arrived");
            assertThat(viewer.locator("#welcome .command code"))
                    .hasText(new String[] {"./delegraph hooks install", "./delegraph import", "./delegraph demo"});
            // a fragment to paste would register hooks that are installed already once more
            assertThat(viewer.locator("#welcome")).not().containsText("PreToolUse");

            app.produce(new String(new Probe(1_900_000_000_000_000L).payload(), StandardCharsets.UTF_8));
            assertThat(viewer.locator("#welcome")).containsText("A probe of the doctor arrived");
            assertThat(viewer.locator("#welcome")).containsText("No event of a client has arrived");

            app.produce("{\"hook_event_name\":\"Stop\"}");
            assertThat(viewer.locator("#welcome")).containsText("the newest");

            LiveRun run = LiveRun.of("chain", "heal-", true);
            app.send(run.before("SubagentStop", 0));
            viewer.locator("a.session").click();
            assertThat(viewer.card("bottom link")).hasAttribute("data-state", "ACTIVE");

            app.stop();
            assertThat(viewer.locator("#banner")).containsText("No connection");
            app.startAgain();
            app.send(run.from("SubagentStop", 0));
            assertThat(viewer.locator("#banner")).isHidden();
            assertThat(viewer.card("bottom link")).hasAttribute("data-state", "COMPLETED");
            assertThat(viewer.card("Main agent")).hasAttribute("data-state", "COMPLETED");
            viewer.forgetErrors();
        }
    }

    @Test
    void shouldAskForTheTokenOnceAndOpenTheLinkWhenItIsRight(Browser browser) throws Exception {
        try (StartedApp app = StartedApp.start("http.read-token=open-sesame-of-the-test");
                Viewer viewer = new Viewer(browser, app, Viewer.PHONE, ColorScheme.DARK)) {
            // an unknown session is a 404, which the browser logs too
            viewer.expecting("status of 404").at("/?session=none");
            viewer.locator("#token").fill("open-sesame-of-the-test");
            viewer.locator("form button").click();
            assertThat(viewer.locator("#tree-note")).containsText("There is no session none");
            assertThat(viewer.page().url()).endsWith("/?session=none");
            assertThat(viewer.page().context().cookies())
                    .allMatch(cookie -> cookie.httpOnly)
                    .isNotEmpty();
        }
    }
}
