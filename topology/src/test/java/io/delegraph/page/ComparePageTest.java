package io.delegraph.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two sessions, or two prompts of one, side by side. */
@Timeout(90)
@ExtendWith(InBrowser.class)
class ComparePageTest {
    private static JsonNode agents(StartedApp app, LiveRun run) {
        return app.get("/api/v1/sessions/" + run.session() + "/hierarchy").get("agents");
    }

    private static Locator figure(Viewer viewer, String name) {
        return viewer.locator("tr[data-figure=" + name + "] td");
    }

    @Test
    void shouldCompareTwoSessionsFromTheButtonInTheDetailsToTheDifference(Browser browser, StartedApp app) {
        LiveRun left = ExplorePageTest.ended(app, "tree", "left-");
        LiveRun right = ExplorePageTest.ended(app, "broken", "right-");
        try (Viewer viewer = Viewer.desk(browser, app, "/?session=" + left.session())) {
            viewer.locator("#panel .compare-link").click();
            viewer.locator("#pick").fill(right.session());
            viewer.locator(".pick button").click();
            assertThat(viewer.page())
                    .hasURL(Pattern.compile("#compare=" + left.session() + "~" + right.session() + "$"));
            int before = agents(app, left).size() - 1;
            int after = agents(app, right).size() - 1;
            assertThat(figure(viewer, "agents"))
                    .hasText(new String[] {String.valueOf(before), String.valueOf(after), difference(before, after)});
            assertThat(viewer.locator("#compare-differences li").first()).isVisible();
            assertThat(viewer.locator("#compare-differences")).containsText("only on the");
            Locator rows = viewer.locator(".compare-trees tbody tr");
            assertThat(rows.first().locator("a")).hasText(new String[] {"Main agent", "Main agent"});
            viewer.locator(".compare-trees a", "flaky inner").first().click();
            assertThat(viewer.locator("#panel h2")).hasText("flaky inner");
            assertThat(viewer.locator("#tree")).isVisible();
            viewer.page().goBack();
            assertThat(figure(viewer, "agents").first()).isVisible();
        }
    }

    private static String difference(int before, int after) {
        if (before == after) {
            return "=";
        }
        long share = Math.round(Math.abs(after - before) * 100.0 / before);
        String sign = after > before ? "+" : "−";
        return sign + Math.abs(after - before) + " (" + sign + share + " %)";
    }

    @Test
    void shouldLayTheSameAgentsBesideEachOtherAndSayThatNothingDiffers(Browser browser, StartedApp app) {
        LiveRun run = ExplorePageTest.ended(app, "tree", "same-");
        String side = run.session();
        try (Viewer viewer = Viewer.desk(browser, app, "/#compare=" + side + "~" + side)) {
            assertThat(viewer.locator(".compare-trees tbody tr"))
                    .hasCount(agents(app, run).size());
            assertThat(viewer.locator(".compare-trees .absent")).hasCount(0);
            assertThat(viewer.locator("#compare-differences")).containsText("No agent differs");
            LooksPageTest.look(viewer, "compare", Viewer.DESK, ColorScheme.LIGHT);
        }
    }

    @Test
    void shouldCompareTwoPromptsOfASession(Browser browser, StartedApp app) {
        LiveRun run = ExplorePageTest.ended(app, "leftovers", "prompts-of-");
        JsonNode workflows =
                app.get("/api/v1/sessions/" + run.session() + "/workflows").get("items");
        String first = workflows.get(0).get("workflow_id").asText();
        String second = workflows.get(1).get("workflow_id").asText();
        try (Viewer viewer = Viewer.desk(
                browser, app, "/#compare=" + run.session() + "/" + first + "~" + run.session() + "/" + second)) {
            assertThat(figure(viewer, "tools").first())
                    .hasText(workflows.get(0).get("tool_calls").asText());
            assertThat(figure(viewer, "tools").nth(1))
                    .hasText(workflows.get(1).get("tool_calls").asText());
        }
    }
}
