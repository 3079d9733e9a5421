package io.delegraph.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Exploring sessions that have ended. */
@Timeout(90)
@ExtendWith(InBrowser.class)
class ExplorePageTest {
    @Test
    void shouldRewindTreeTimelineAndPanelToTheFirstSecond(Browser browser, StartedApp app) {
        LiveRun run = ended(app, "waves", "rewind-");
        try (Viewer viewer = Viewer.desk(browser, app, "/?session=" + run.session())) {
            assertThat(viewer.locator(".card")).hasCount(7);
            Locator slider = viewer.locator("#at");
            // disabled until the session's events are loaded
            assertThat(slider).isEnabled();
            slider.focus();
            slider.press("Home");
            assertThat(viewer.locator(".card")).hasCount(1);
            // the session has started, and waits for its first prompt
            assertThat(viewer.card("Main agent")).hasAttribute("data-state", "WAITING");
            assertThat(viewer.page()).hasURL(Pattern.compile("at=" + run.startedAt()));

            long middle = run.startedAt() + 1500;
            viewer.at("/?session=" + run.session() + "&at=" + middle);
            JsonNode then = app.get("/api/v1/sessions/" + run.session() + "/hierarchy?at=" + middle);
            assertThat(then.get("agents").size()).isBetween(2, 6);
            assertThat(viewer.locator(".card")).hasCount(then.get("agents").size());
            for (JsonNode agent : then.get("agents")) {
                assertThat(viewer.locator(
                                ".card[data-id='" + agent.get("agent_id").asText() + "']"))
                        .hasAttribute("data-state", agent.get("state").asText());
            }

            viewer.locator("#live").click();
            assertThat(viewer.locator(".card")).hasCount(7);
            assertThat(viewer.page()).not().hasURL(Pattern.compile("at="));
        }
    }

    @Test
    void shouldShowAndExplainPatternAndCriticalPathWhenAWorkflowIsOpen(Browser browser, StartedApp app) {
        LiveRun run = ended(app, "waves", "pattern-");
        try (Viewer viewer = Viewer.desk(browser, app, "/?session=" + run.session())) {
            Locator panel = viewer.locator("#panel");
            assertThat(panel).containsText("waves: groups of agents, one after the other");
            assertThat(panel.locator("h3", new Locator.LocatorOptions().setHasText("Critical path")))
                    .isVisible();
            assertThat(viewer.locator(".card[data-critical=true]").first()).isVisible();
            Locator how = panel.locator("details.how", new Locator.LocatorOptions().setHasText("How to read this"))
                    .first();
            how.locator("summary").click();
            assertThat(how.locator("p")).containsText("config/delegation-patterns.yaml");

            viewer.click(viewer.locator(".card[data-critical=true]").first());
            assertThat(panel).containsText("On the critical path");
            assertThat(panel).containsText("Why delegated");
        }
    }

    @Test
    void shouldLeadFromSessionToAgentToItsEventsAndGiveALinkToThat(Browser browser, StartedApp app) {
        LiveRun run = ended(app, "broken", "drill-");
        String link;
        try (Viewer viewer = Viewer.desk(browser, app, "/")) {
            viewer.locator("a.session[href*='" + run.session() + "']").click();
            viewer.click(viewer.card("flaky inner"));
            Locator panel = viewer.locator("#panel");
            assertThat(panel.locator("h2")).hasText("flaky inner");
            assertThat(panel).containsText("API Error: 400 scripted failure");
            assertThat(panel).containsText("the client's own note");
            panel.locator("dd a", new Locator.LocatorOptions().setHasText("careful wrapper"))
                    .click();
            assertThat(panel.locator("h2")).hasText("careful wrapper");
            viewer.page().goBack();
            assertThat(panel.locator("h2")).hasText("flaky inner");
            panel.locator(".events button", new Locator.LocatorOptions().setHasText("Bash"))
                    .first()
                    .click();
            assertThat(panel.locator(".panel-head")).containsText("as of");
            assertThat(viewer.locator("#live")).hasAttribute("aria-pressed", "false");
            link = viewer.page().url();
        }
        try (Viewer other = Viewer.desk(browser, app, link.substring(app.url().length()))) {
            assertThat(other.locator("#panel h2")).hasText("flaky inner");
            assertThat(other.locator(".card[aria-selected=true] .title")).hasText("flaky inner");
            assertThat(other.locator("#live")).hasAttribute("aria-pressed", "false");
        }
    }

    @Test
    void shouldFindSessionsByFilter(Browser browser, StartedApp app) {
        LiveRun linked = ended(app, "linked", "find-");
        LiveRun solo = ended(app, "solo", "find-");
        try (Viewer viewer = Viewer.desk(browser, app, "/")) {
            Locator parent = viewer.locator("a.session[href*='" + linked.session() + "']");
            Locator other = viewer.locator("a.session[href*='" + solo.session() + "']");
            assertThat(parent).isVisible();
            assertThat(other).isVisible();
            viewer.locator("#filter-toggle").click();
            viewer.locator("#filters input[name=user]").fill("dev");
            assertThat(viewer.page()).hasURL(Pattern.compile("user=dev"));
            assertThat(other).hasCount(0);
            assertThat(parent).isVisible();
            viewer.locator("#filters select[name=state]").selectOption("live");
            assertThat(parent).hasCount(0);
            viewer.locator("#filters button").click();
            assertThat(other).isVisible();
        }
        try (Viewer viewer = Viewer.desk(browser, app, "/?session=" + linked.session())) {
            viewer.click(viewer.locator(".card.session"));
            assertThat(viewer.card("count files")).isVisible();
            viewer.locator("button.chip", "Started by session").click();
            assertThat(viewer.card("ask other client")).isVisible();
        }
    }

    @Test
    void shouldBeUsableByKeyboardAlone(Browser browser, StartedApp app) {
        LiveRun run = ended(app, "tree", "keys-");
        try (Viewer viewer = Viewer.desk(browser, app, "/?session=" + run.session())) {
            viewer.card("Main agent").focus();
            viewer.page().keyboard().press("ArrowDown");
            viewer.page().keyboard().press("Enter");
            String focused = viewer.locator(".card:focus .title").textContent();
            assertThat(viewer.locator("#panel h2")).hasText(focused);
            viewer.card("survey modules").focus();
            viewer.page().keyboard().press("ArrowLeft");
            assertThat(viewer.card("survey modules")).hasAttribute("aria-expanded", "false");
            assertThat(viewer.card("outline modules")).hasCount(0);
            viewer.page().keyboard().press("ArrowRight");
            assertThat(viewer.card("outline modules")).hasCount(1);
            viewer.locator("#lanes").focus();
            viewer.page().keyboard().press("ArrowDown");
            viewer.page().keyboard().press("ArrowDown");
            viewer.page().keyboard().press("Enter");
            assertThat(viewer.locator("#panel h2")).not().hasText("Main agent");
            assertThat(viewer.locator("#lane-word")).containsText("finished");
        }
    }

    @Test
    void shouldFoldIntoTabsOnAPhone(Browser browser, StartedApp app) {
        LiveRun run = ended(app, "tree", "phone-");
        try (Viewer viewer =
                new Viewer(browser, app, Viewer.PHONE, ColorScheme.DARK).at("/?session=" + run.session())) {
            assertThat(viewer.locator("#tree")).isVisible();
            assertThat(viewer.locator("#sessions")).isHidden();
            viewer.locator(".row", "hunt leftovers").click();
            assertThat(viewer.locator("#panel h2")).hasText("hunt leftovers");
            assertThat(viewer.locator("#tree")).isHidden();
            viewer.locator("[role=tab][data-tab=timeline]").click();
            assertThat(viewer.locator("#lanes-canvas")).isVisible();
            viewer.locator("[role=tab][data-tab=sessions]").click();
            assertThat(viewer.locator("a.session[aria-current=page]")).isVisible();
        }
    }

    /** A recording after its end. */
    static LiveRun ended(StartedApp app, String recording, String label) {
        LiveRun run = LiveRun.of(recording, label, true);
        app.send(run.hooks());
        app.awaitSession(run.session());
        await().until(() -> app.get("/api/v1/sessions/" + run.session() + "/hierarchy")
                .at("/session/state")
                .asText()
                .equals("COMPLETED"));
        return run;
    }
}
