package io.delegraph.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** More tabs than a browser keeps connections to one server. */
@Timeout(90)
@ExtendWith(InBrowser.class)
class TabsPageTest {
    private static final int TABS = 8;

    /** A driven browser treats all tabs as visible: here they are hidden like in a person's browser. */
    private static final String SEEN = """
            let isHidden = false;
            Object.defineProperty(document, 'hidden', { get: () => isHidden });
            window.seen_ = (isSeen) => {
              isHidden = !isSeen;
              document.dispatchEvent(new Event('visibilitychange'));
            };""";

    @Test
    void shouldServeTheTabThatIsSeenAndSayInTheTitleOfHiddenOnesWhatNeedsAPerson(Browser browser, StartedApp app) {
        LiveRun run = LiveRun.of("refusal", "tabs-", true);
        List<String> hooks = run.before("PostToolBatch", 5);
        app.send(hooks.subList(0, 1));
        app.awaitSession(run.session());
        String path = "/?session=" + run.session();
        try (Viewer viewer = new Viewer(browser, app, Viewer.DESK, ColorScheme.LIGHT)) {
            viewer.page().context().addInitScript(SEEN);
            viewer.at(path);
            List<Page> tabs = new ArrayList<>(List.of(viewer.page()));
            while (tabs.size() < TABS) {
                assertThat(tabs.getLast().locator("#link")).hasText("Live");
                tabs.getLast().evaluate("seen_(false)");
                tabs.add(viewer.tab(path));
            }
            Page seen = tabs.getLast();
            Page hidden = tabs.getFirst();
            assertThat(seen.locator("#link")).hasText("Live");
            app.send(hooks.subList(1, hooks.size()));
            assertThat(fetchPage(seen)).hasAttribute("data-state", "WAITING");
            assertThat(hidden).hasTitle(Pattern.compile("^\\([1-9].*"));
            assertThat(fetchPage(hidden)).hasCount(0);

            seen.evaluate("seen_(false)");
            hidden.evaluate("seen_(true)");
            assertThat(fetchPage(hidden)).hasAttribute("data-state", "WAITING");
            assertThat(hidden.locator("#link")).hasText("Live");
        }
    }

    /** Records notifications instead of showing them. */
    private static final String TOLD = """
            window.told_ = [];
            window.Notification = class extends Notification {
              constructor(title, options) {
                super(title, options);
                window.told_.push(this);
              }
            };""";

    @Test
    void shouldNotifyWhenAHiddenTabReceivesAWaitAndNotificationsAreOn(Browser browser, StartedApp app) {
        LiveRun run = LiveRun.of("refusal", "bell-", true);
        List<String> hooks = run.before("PostToolBatch", 5);
        app.send(hooks.subList(0, 1));
        app.awaitSession(run.session());
        try (Viewer viewer = new Viewer(browser, app, Viewer.DESK, ColorScheme.LIGHT)) {
            Page page = viewer.page();
            page.context().grantPermissions(List.of("notifications"));
            page.context().addInitScript(SEEN + TOLD);
            viewer.at("/");
            viewer.locator("#notify").click();
            assertThat(viewer.locator("#notify")).hasAttribute("aria-pressed", "true");
            page.reload();
            assertThat(viewer.locator("#notify")).hasAttribute("aria-pressed", "true");
            assertThat(viewer.locator("a.session[href*='" + run.session() + "']"))
                    .isVisible();

            page.evaluate("seen_(false)");
            app.send(hooks.subList(1, hooks.size()));
            page.waitForCondition(() -> page.evaluate("told_.length").equals(1));
            assertThat(page.evaluate("told_[0].title")).isEqualTo("Needs you");
            assertThat((String) page.evaluate("told_[0].body")).contains("Asks to use WebFetch");

            page.evaluate("seen_(true)");
            page.evaluate("told_[0].onclick()");
            assertThat(viewer.locator("#panel h2")).hasText("fetch page");
            assertThat(page).hasURL(Pattern.compile("session=" + run.session() + "&agent="));
            viewer.locator("#notify").click();
            assertThat(viewer.locator("#notify")).hasAttribute("aria-pressed", "false");
        }
    }

    @Test
    void shouldShowThatNotificationsAreBlockedWhenTheBrowserDeniesThem(Browser browser, StartedApp app) {
        try (Viewer viewer = Viewer.desk(browser, app, "/")) {
            viewer.locator("#notify").click();
            assertThat(viewer.locator("#notify")).hasAttribute("title", Pattern.compile("does not allow"));
            assertThat(viewer.locator("#notify")).hasAttribute("aria-pressed", "false");
        }
    }

    private static Locator fetchPage(Page page) {
        return page.locator(".card:has(.title:text-is('fetch page'))");
    }
}
