package io.delegraph.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Ids and names with a meaning in scripts or browsers. */
@ExtendWith(InBrowser.class)
class OddNamesPageTest {
    private static final String SESSION = "odd-names";

    @Test
    void shouldShowAgentsWhenTheirNamesHaveSpecialCharacters(Browser browser, StartedApp app) {
        List<String> ids = List.of("__proto__", "constructor", "toString", "hasOwnProperty");
        List<String> hooks = new ArrayList<>(List.of(hook("SessionStart", "")));
        for (String id : ids) {
            hooks.add(hook("SubagentStart", ",\"agent_id\":\"" + id + "\",\"agent_type\":\"a\u202E" + id + "\""));
        }
        app.send(hooks);
        app.awaitSession(SESSION);
        try (Viewer viewer = Viewer.desk(browser, app, "/?session=" + SESSION)) {
            for (String id : ids) {
                assertThat(viewer.locator(".card:has-text('" + id + "')")).hasCount(1);
            }
            assertThat(viewer.locator("body")).not().containsText("\u202E");
        }
    }

    private static String hook(String event, String more) {
        return "{\"session_id\":\"" + SESSION + "\",\"hook_event_name\":\"" + event + "\"" + more + "}";
    }
}
