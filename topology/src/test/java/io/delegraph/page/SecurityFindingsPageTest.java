package io.delegraph.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import io.delegraph.tools.security.CheckedHooks;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Security findings in the list and in the details. */
@ExtendWith(InBrowser.class)
class SecurityFindingsPageTest {
    private static final String DENIED = "Permission to use Bash with command git stash has been denied.";

    private static List<String> texts(List<byte[]> hooks) {
        return hooks.stream()
                .map(hook -> new String(hook, StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void shouldSayHowCloselyToLookAndWhy(Browser browser, StartedApp app) {
        CheckedHooks hooks = new CheckedHooks()
                .start()
                .delegate("a1", "general-purpose")
                .call("a1", "Bash git push")
                .call("a1", "Bash rm -rf ~");
        // a session of its own in the same application
        String session = CheckedHooks.SESSION.replace("0001", "0002");
        app.send(texts(hooks.hooks()).stream()
                .map(hook -> hook.replace(CheckedHooks.SESSION, session).replace("\"hook-", "\"risk-"))
                .toList());
        app.awaitSession(session);
        try (Viewer viewer = Viewer.desk(browser, app, "/?session=" + session)) {
            Locator risk = viewer.locator("#panel section:has(h3:text-is('Risk'))");
            assertThat(viewer.locator("#panel li[data-finding]")).not().hasCount(0);
            assertThat(risk.locator("strong.number")).hasCount(0);
            risk.locator("summary").first().click();
            assertThat(risk).containsText(Pattern.compile("[1-9][0-9.]* of 100"));
            assertThat(risk.locator("li", new Locator.LocatorOptions().setHasText("Pushes")))
                    .containsText(Pattern.compile("2 times it pushed.*, task a1"));

            risk.locator("a", new Locator.LocatorOptions().setHasText("task a1"))
                    .first()
                    .click();
            assertThat(viewer.locator("#panel h2")).hasText("task a1");
            assertThat(risk).containsText("Not enough data to compare it: 0 of its type");
            risk.locator("summary").last().scrollIntoViewIfNeeded();
            LooksPageTest.look(viewer, "risk", Viewer.DESK, ColorScheme.LIGHT);
        }
    }

    @Test
    void shouldShowWhoDidItInWhoseNameAndWhatToDo(Browser browser, StartedApp app) {
        CheckedHooks hooks = new CheckedHooks()
                .start()
                .denied(null, "Bash git stash push -m a", DENIED)
                .delegate("a1", "general-purpose")
                .call("a1", "Bash git stash push -m b");
        List<String> before = texts(hooks.hooks());
        app.send(before);
        app.awaitSession(CheckedHooks.SESSION);
        try (Viewer viewer = Viewer.desk(browser, app, "/?session=" + CheckedHooks.SESSION)) {
            Locator part = viewer.locator("#panel section:has(h3:text-is('Security findings'))");
            Locator findings = part.locator("li[data-finding]");
            assertThat(findings).hasCount(1);
            assertThat(part.locator(".severity").first()).hasText("high");
            assertThat(part).containsText("E3: it did what had been denied before");
            assertThat(part)
                    .containsText(Pattern.compile(
                            "Main agent → task a1\\.Shown by 2 calls:.*What to do: Decide whether the denial"));
            assertThat(part.locator(".finding-calls li").first()).containsText("Bash git by Main agent");
            assertThat(part.locator(".finding-calls li").last()).containsText("Bash git by task a1");
            assertThat(viewer.locator(".session-list .findings").first()).hasText("1 high security finding");

            hooks.call(null, "Bash rm -rf ~");
            app.send(texts(hooks.hooks()).subList(before.size(), hooks.hooks().size()));
            assertThat(findings).hasCount(2);
            assertThat(part.locator(".severity").first()).hasText("critical");
            assertThat(viewer.locator(".session-list .findings").first())
                    .hasText("2 security findings, the worst critical");
            LooksPageTest.look(viewer, "findings", Viewer.DESK, ColorScheme.LIGHT);

            part.locator("a", new Locator.LocatorOptions().setHasText("task a1"))
                    .first()
                    .click();
            assertThat(viewer.locator("#panel h2")).hasText("task a1");
            assertThat(findings).hasCount(1);
        }
    }
}
