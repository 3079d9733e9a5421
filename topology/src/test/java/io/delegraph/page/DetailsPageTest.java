package io.delegraph.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import io.delegraph.schemas.Json;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The details can be reached at every width, and begin with the figures that most come for. */
@Timeout(90)
@ExtendWith(InBrowser.class)
class DetailsPageTest {
    @ParameterizedTest
    @ValueSource(ints = {720, 900, 1024, 1199})
    void shouldShowTheDetailsOfTheSessionWhereTheyHaveNoPlaceOfTheirOwn(int width, Browser browser, StartedApp app) {
        LiveRun run = ExplorePageTest.ended(app, "tree", "details-" + width + "-");
        try (Viewer viewer = new Viewer(browser, app, width, ColorScheme.LIGHT).at("/?session=" + run.session())) {
            assertThat(viewer.card("hunt leftovers")).isVisible();
            Locator panel = viewer.locator("#panel");
            assertThat(panel).isHidden();
            viewer.locator("#details-toggle").click();
            assertThat(panel).isVisible();
            assertThat(panel.locator(".glance dt")).hasText(new String[] {"Cost", "Tokens", "Took", "Failed"});
            assertThat(viewer.card("Main agent")).isVisible();

            viewer.click(viewer.card("Main agent"));
            assertThat(panel.locator("h2")).hasText("Main agent");
            panel.press("Escape");
            assertThat(panel.locator("h2")).not().hasText("Main agent");
            panel.press("Escape");
            assertThat(panel).isHidden();
            assertThat(viewer.locator("#details-toggle")).hasAttribute("aria-expanded", "false");
        }
    }

    @Test
    void shouldSayWhatTheFailureOfAnAgentTookAlong(Browser browser, StartedApp app) {
        LiveRun run = ExplorePageTest.ended(app, "broken", "along-");
        try (Viewer viewer = Viewer.desk(browser, app, "/?session=" + run.session())) {
            Locator failures = viewer.locator("#panel .failures");
            assertThat(failures).containsText("API Error: 400 scripted failure");
            failures.locator("a").first().click();
            Locator first = viewer.locator("#panel section.part").first();
            assertThat(first.locator("dt").first()).hasText("Error");
            assertThat(first.locator("dt").last()).hasText(Pattern.compile("When|Took along|Below it"));
        }
    }

    /** The server of these tests has no transcripts: its answer is what the contract says. */
    @Test
    void shouldReadATranscriptOnDemandAndForgetItWhenItIsClosed(Browser browser, StartedApp app) {
        LiveRun run = ExplorePageTest.ended(app, "broken", "drawer-");
        try (Viewer viewer = new Viewer(browser, app, Viewer.DESK, ColorScheme.LIGHT)) {
            viewer.page().route("**/transcript?**", DetailsPageTest::answer);
            viewer.at("/?session=" + run.session());
            viewer.locator("#panel button", "Transcript").click();
            Locator drawer = viewer.locator("#transcript");
            assertThat(drawer.locator(".entry")).hasCount(2);
            assertThat(drawer).containsText("I shall look.");
            assertThat(drawer.locator(".entry.error")).containsText("Answer of Bash");
            drawer.locator("button", new Locator.LocatorOptions().setHasText("Read on"))
                    .click();
            assertThat(drawer.locator(".entry")).hasCount(3);
            assertThat(drawer).containsText("End of the transcript.");
            viewer.page().keyboard().press("Escape");
            assertThat(drawer).isHidden();
            assertThat(drawer.locator(".entry")).hasCount(0);
        }
    }

    private static void answer(Route route) {
        boolean first = !route.request().url().contains("cursor=");
        ObjectNode page = (ObjectNode) Json.read(
                "{\"session_id\":\"s\",\"agent_id\":\"root\",\"items\":[]}".getBytes(StandardCharsets.UTF_8),
                JsonNode.class);
        ArrayNode items = (ArrayNode) page.get("items");
        if (first) {
            items.addObject()
                    .put("at", 1)
                    .put("role", "assistant")
                    .put("kind", "text")
                    .put("text", "I shall look.");
            items.addObject()
                    .put("at", 2)
                    .put("role", "user")
                    .put("kind", "tool_result")
                    .put("tool_name", "Bash")
                    .put("text", "no such file")
                    .put("is_error", true);
        } else {
            items.addObject()
                    .put("at", 3)
                    .put("role", "assistant")
                    .put("kind", "text")
                    .put("text", "Done.");
        }
        page.put("next", first ? "more" : null);
        route.fulfill(
                new Route.FulfillOptions().setContentType("application/json").setBody(page.toString()));
    }
}
