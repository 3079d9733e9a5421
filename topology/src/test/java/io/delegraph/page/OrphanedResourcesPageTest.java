package io.delegraph.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Orphaned resources in the details. */
@ExtendWith(InBrowser.class)
class OrphanedResourcesPageTest {
    private static final String HEADING = "Still there after its agent ended";

    @Test
    void shouldShowAnOrphanedResourceWithItsAgeUntilItEnds(Browser browser, StartedApp app) {
        LiveRun run = LiveRun.of("leftovers", "left-", true);
        app.send(run.before("SessionEnd", 0));
        app.awaitSession(run.session());
        try (Viewer viewer = Viewer.desk(browser, app, "/?session=" + run.session())) {
            Locator panel = viewer.locator("#panel");
            Locator part = panel.locator("section:has(h3:text-is('" + HEADING + "'))");
            assertThat(part.locator("dt"))
                    .hasText(new String[] {"Shell", "Shell", "Worktree", "Worktree", "Worktree", "Shell"});
            assertThat(part).containsText("tail ended 2.5 s later");
            assertThat(part).containsText(Pattern.compile("sleep runs on, \\d+ s so far"));
            part.locator("summary").click();
            assertThat(part.locator(".how p")).containsText("the last list that has the shell");

            LooksPageTest.look(viewer, "leftovers", Viewer.DESK, ColorScheme.LIGHT);

            part.locator("a", new Locator.LocatorOptions().setHasText("serve on"))
                    .click();
            assertThat(panel.locator("h2")).hasText("serve on");
            assertThat(part.locator("dt")).hasText(new String[] {"Shell"});
            app.send(run.from("SessionEnd", 0));
            assertThat(part).containsText(Pattern.compile("sleep ended 0.2 s to 9.4 s later"));
            assertThat(part).containsText("its client ended, which ends its shells");

            viewer.click(viewer.card("try a risky way"));
            assertThat(part).containsText("may have been kept");
            viewer.click(viewer.card("look at the ways"));
            assertThat(panel.locator("h2")).hasText("look at the ways");
            assertThat(part).hasCount(0);
        }
    }

    @Test
    void shouldShowOrphanedResourcesOfAMomentWhenRewound(Browser browser, StartedApp app) {
        LiveRun run = ExplorePageTest.ended(app, "leftovers", "left-past-");
        // 10 s after the beginning the log is being followed, and no worktree has been used yet
        long at = run.startedAt() + 10_000;
        try (Viewer viewer = Viewer.desk(browser, app, "/?session=" + run.session() + "&at=" + at)) {
            Locator part = viewer.locator("#panel section:has(h3:text-is('" + HEADING + "'))");
            assertThat(part.locator("dt")).hasText(new String[] {"Shell", "Shell"});
            assertThat(part).containsText("tail runs on");
        }
    }
}
