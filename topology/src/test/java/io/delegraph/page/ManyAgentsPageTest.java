package io.delegraph.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A session of three hundred agents is still one that can be read. */
@Timeout(90)
@ExtendWith(InBrowser.class)
class ManyAgentsPageTest {
    private static final int AGENTS = 300;
    private static final int FAILED = 217;
    private static final int AT_WORK = 5;
    private static final String ERROR = "API Error: 529 overloaded";

    /** All have ended, but the last few; one of them failed. */
    private static LargeSession mostlyFinished(StartedApp app, String session) {
        LargeSession crowd = new LargeSession(session, AGENTS);
        app.send(crowd.starts());
        app.send(IntStream.range(10, AGENTS - AT_WORK)
                .mapToObj(i -> i == FAILED ? crowd.fails(i, ERROR) : crowd.finishes(i))
                .toList());
        app.awaitSession(session);
        await().until(() -> agents(app, session, "COMPLETED").size() == AGENTS - AT_WORK - 10 - 1
                && agents(app, session, "FAILED").size() == 1);
        return crowd;
    }

    private static List<JsonNode> agents(StartedApp app, String session, String state) {
        JsonNode agents = app.get("/api/v1/sessions/" + session + "/hierarchy").get("agents");
        return StreamSupport.stream(agents.spliterator(), false)
                .filter(agent -> agent.get("state").asText().equals(state))
                .toList();
    }

    private static Locator row(Viewer viewer, int agent) {
        return viewer.locator(".row[data-id=" + LargeSession.agent(agent) + "]");
    }

    @Test
    void shouldFoldWhatIsFinishedAndOpenAtWhatFailed(Browser browser, StartedApp app) {
        LargeSession crowd = mostlyFinished(app, "many-fold");
        try (Viewer viewer = Viewer.desk(browser, app, "/?session=" + crowd.session())) {
            Locator failed = viewer.locator(".card[data-id=" + LargeSession.agent(FAILED) + "]");
            assertThat(failed).containsText(ERROR);
            BoundingBox card = failed.boundingBox();
            BoundingBox seen = viewer.locator("#tree-canvas").boundingBox();
            assertThat(card.y).isBetween(seen.y, seen.y + seen.height - card.height);
            assertThat(viewer.locator(".card").count()).isLessThan(60);

            // the children of the first head but those at work: every tenth agent
            List<JsonNode> folded = agents(app, crowd.session(), "COMPLETED").stream()
                    .filter(agent -> agent.get("parent_agent_id").asText().equals(LargeSession.agent(0)))
                    .toList();
            double cost = folded.stream()
                    .mapToDouble(agent -> agent.get("cost_usd").asDouble())
                    .sum();
            Locator fold = viewer.locator(".card.fold[data-id='fold:" + LargeSession.agent(0) + "']");
            assertThat(fold).hasText(String.format(Locale.ROOT, "✓ %d finished, $%.2f", folded.size(), cost));
            viewer.locator("#tree-list").press("Home");
            viewer.locator(".row.fold[data-id='fold:" + LargeSession.agent(0) + "']")
                    .click();
            assertThat(viewer.locator(
                            ".card[data-id=" + folded.getFirst().get("agent_id").asText() + "]"))
                    .hasCount(1);
            viewer.page().reload();
            assertThat(viewer.locator(
                            ".card[data-id=" + folded.getFirst().get("agent_id").asText() + "]"))
                    .hasCount(1);
            assertThat(fold).hasText("Fold " + folded.size() + " finished");
        }
    }

    @Test
    void shouldBeAListThatIsWalkedByKeyboardAndSearched(Browser browser, StartedApp app) {
        LargeSession crowd = mostlyFinished(app, "many-list");
        try (Viewer viewer = Viewer.desk(browser, app, "/?session=" + crowd.session())) {
            viewer.locator("#expand-all").click();
            Locator list = viewer.locator("#tree-list");
            assertThat(list.locator(".row").first()).hasAttribute("aria-setsize", String.valueOf(AGENTS + 1 + 10));
            assertThat(list.locator(".row").count()).isLessThan(60);
            list.focus();
            viewer.page().keyboard().press("End");
            viewer.page().keyboard().press("Home");
            viewer.page().keyboard().press("ArrowDown");
            viewer.page().keyboard().press("Enter");
            assertThat(viewer.locator("#panel h2")).hasText(LargeSession.title(0));
            viewer.page().keyboard().press("ArrowLeft");
            assertThat(row(viewer, 0)).hasAttribute("aria-expanded", "false");
            assertThat(viewer.locator("#tree-list")).hasAttribute("aria-activedescendant", "agent-row-1");

            viewer.locator("#find-agent").fill("529");
            assertThat(list.locator(".row")).hasCount(1);
            assertThat(row(viewer, FAILED)).containsText(ERROR);
            row(viewer, FAILED).click();
            assertThat(viewer.locator("#panel")).containsText(ERROR);
        }
    }

    @Test
    void shouldLeadToEachThatWaitsOrFailed(Browser browser, StartedApp app) {
        LargeSession crowd = mostlyFinished(app, "many-next");
        app.send(List.of(crowd.asks(AGENTS - 1)));
        await().until(() -> agents(app, crowd.session(), "WAITING").stream()
                .anyMatch(agent -> agent.get("agent_id").asText().equals(LargeSession.agent(AGENTS - 1))));
        try (Viewer viewer = Viewer.desk(browser, app, "/?session=" + crowd.session())) {
            viewer.locator("#next-failed", "1 failed").click();
            assertThat(viewer.locator("#panel h2")).hasText(LargeSession.title(FAILED));
            viewer.locator("#next-waiting", "1 waiting").click();
            assertThat(viewer.locator("#panel h2")).hasText(LargeSession.title(AGENTS - 1));
            assertThat(viewer.locator(".row[aria-selected=true]")).containsText("Bash");
        }
    }

    @Test
    void shouldShowNoCardTooSmallToReadWhenEverythingIsAskedFor(Browser browser, StartedApp app) {
        LargeSession crowd = mostlyFinished(app, "many-fit");
        try (Viewer viewer = Viewer.desk(browser, app, "/?session=" + crowd.session())) {
            viewer.locator("#expand-all").click();
            viewer.locator("#fit").click();
            viewer.page().waitForCondition(() -> viewer.locator("#world.glide").count() == 0);
            assertThat(viewer.locator(".card").first().boundingBox().width).isGreaterThan(100);
            assertThat(viewer.locator("#tree-list")).isVisible();
        }
    }

    @Test
    void shouldBeAListOnAPhone(Browser browser, StartedApp app) {
        LargeSession crowd = mostlyFinished(app, "many-phone");
        try (Viewer viewer = new Viewer(browser, app, Viewer.PHONE, ColorScheme.LIGHT)
                .at("/?session=" + crowd.session() + "&tab=tree")) {
            assertThat(row(viewer, FAILED)).isVisible();
            assertThat(viewer.locator("#tree-canvas")).isHidden();
            viewer.locator("#tree-mode [data-mode=graph]").click();
            assertThat(viewer.locator("#tree-canvas")).isVisible();
            viewer.locator("#tree-mode [data-mode=list]").click();
            row(viewer, FAILED).click();
            assertThat(viewer.locator("#panel h2")).hasText(LargeSession.title(FAILED));
        }
    }

    @Test
    void shouldBeAccessibleWithEightyCards(Browser browser, StartedApp app) {
        LargeSession crowd = new LargeSession("many-axe", 80);
        app.send(crowd.starts());
        app.awaitSession(crowd.session());
        try (Viewer viewer = Viewer.desk(browser, app, "/?session=" + crowd.session())) {
            assertThat(viewer.locator(".card")).hasCount(81);
            LooksPageTest.look(viewer, "eighty", Viewer.DESK, ColorScheme.LIGHT);
        }
    }
}
