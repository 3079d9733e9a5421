package io.delegraph.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Events are shown without reloading. */
@Timeout(90)
@ExtendWith(InBrowser.class)
class LivePageTest {
    /** Maximum movement of a card that a person can follow, px. */
    private static final double MOST_MOVEMENT = 40;

    @Test
    void shouldShowARecordingNodeByNodeAsItArrives(Browser browser, StartedApp app) {
        LiveRun run = LiveRun.of("tree", "live-", true);
        app.send(run.before("PreToolUse", 0));
        app.awaitSession(run.session());
        try (Viewer viewer = Viewer.desk(browser, app, "/?session=" + run.session())) {
            assertThat(viewer.locator(".card")).hasCount(1);
            app.send(run.hooks().subList(2, 6));
            assertThat(viewer.locator(".card")).hasCount(3);
            assertThat(viewer.card("survey modules")).hasAttribute("data-state", "ACTIVE");
            app.send(run.hooks().subList(6, 15));
            assertThat(viewer.locator(".card")).hasCount(4);
            assertThat(viewer.card("outline modules")).hasAttribute("aria-level", "3");
            app.send(run.hooks().subList(15, run.hooks().size()));
            for (String title : List.of("survey modules", "hunt leftovers", "outline modules", "Main agent")) {
                assertThat(viewer.card(title)).hasAttribute("data-state", "COMPLETED");
            }
            assertThat(viewer.card("outline modules"))
                    .containsText(Pattern.compile("finished · .*Plan · 1 tool", Pattern.DOTALL));
        }
    }

    @Test
    void shouldLoseNoChangeBetweenTheFirstQueryAndTheStream(Browser browser, StartedApp app) {
        LiveRun run = LiveRun.of("tree", "gap-", true);
        app.send(run.before("PreToolUse", 0));
        app.awaitSession(run.session());
        String path = "/?session=" + run.session();
        try (Viewer other = Viewer.desk(browser, app, path);
                Viewer viewer = new Viewer(browser, app, Viewer.DESK, ColorScheme.LIGHT)) {
            assertThat(other.locator("#link")).hasText("Live");
            List<Route> held = new ArrayList<>();
            viewer.page().route(Pattern.compile("/api/v1/stream"), held::add);
            viewer.at(path);
            assertThat(viewer.locator(".card")).hasCount(1);
            app.send(run.hooks().subList(2, 6));
            // existing streams have shown it, which does not prove that a new one works
            assertThat(other.locator(".card")).hasCount(3);
            held.forEach(Route::resume);
            assertThat(viewer.locator(".card")).hasCount(3);
        }
    }

    @Test
    void shouldMoveNoNodeWhenASiblingComes(Browser browser, StartedApp app) {
        LiveRun run = LiveRun.of("fan", "moves-", true);
        app.send(run.before("SubagentStart", 2));
        app.awaitSession(run.session());
        try (Viewer viewer = Viewer.desk(browser, app, "/?session=" + run.session())) {
            assertThat(viewer.card("draft south")).isVisible();
            assertThat(viewer.locator(".card[data-state=REQUESTED]")).hasCount(2);
            Map<String, BoundingBox> before = viewer.places();
            app.send(run.from("SubagentStart", 2));
            assertThat(viewer.card("Main agent")).hasAttribute("data-state", "COMPLETED");
            Map<String, BoundingBox> after = viewer.places();
            after.keySet().retainAll(before.keySet());
            assertThat(after).hasSizeGreaterThanOrEqualTo(3);
            after.forEach((id, box) -> assertThat(Math.hypot(box.x - before.get(id).x, box.y - before.get(id).y))
                    .as("movement of " + id)
                    .isLessThanOrEqualTo(MOST_MOVEMENT));
        }
    }

    @Test
    void shouldShowAWaitUntilTheAgentContinues(Browser browser, StartedApp app) {
        LiveRun run = LiveRun.of("refusal", "waits-", true);
        app.send(run.before("PostToolBatch", 5));
        app.awaitSession(run.session());
        try (Viewer viewer = Viewer.desk(browser, app, "/?session=" + run.session())) {
            String row = "a.session[href*='" + run.session() + "']";
            assertThat(viewer.locator(row + " .need")).containsText("waits for permission to use WebFetch");
            assertThat(viewer.page()).hasTitle(Pattern.compile("^\\(1\\) .*"));
            assertThat(viewer.card("fetch page")).hasAttribute("data-state", "WAITING");
            assertThat(viewer.card("impossible helper")).containsText("not started: unknown type");
            app.send(run.from("PostToolBatch", 5));
            assertThat(viewer.locator(row + " .need")).isHidden();
            assertThat(viewer.page()).hasTitle(Pattern.compile("^[^(].*"));
        }
    }

    @Test
    void shouldDistinguishGuessedExactAndUnknownParents(Browser browser, StartedApp app) {
        LiveRun run = LiveRun.of("twins", "guess-", false);
        app.send(run.before("PreToolUse", 4));
        app.awaitSession(run.session());
        String stray = "{\"session_id\":\"" + run.session()
                + "\",\"hook_event_name\":\"SubagentStart\",\"agent_id\":\"stray\",\"agent_type\":\"Stray\"}";
        app.send(List.of(stray));
        try (Viewer viewer = Viewer.desk(browser, app, "/?session=" + run.session())) {
            assertThat(viewer.locator(".card", "parent guessed")).not().hasCount(0);
            assertThat(viewer.locator(".card.bucket")).containsText("Parent unknown");
            viewer.click(viewer.locator(".card[data-id=stray]"));
            assertThat(viewer.locator("#panel")).containsText("parent unknown");
            app.send(run.from("PreToolUse", 4));
            assertThat(viewer.card("left detail")).hasAttribute("data-state", "COMPLETED");
            assertThat(viewer.locator(".card", "parent guessed")).hasCount(0);
        }
    }
}
