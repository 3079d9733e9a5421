package io.delegraph.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Screenshots in both themes and at three widths, in target/screenshots. */
@Timeout(90)
@ExtendWith(InBrowser.class)
class LooksPageTest {
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final List<Integer> WIDTHS = List.of(Viewer.DESK, Viewer.TABLET, Viewer.PHONE);

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void shouldBeReadableForEverybody(ColorScheme theme, Browser browser, StartedApp app) {
        LiveRun run = LiveRun.of("refusal", "looks-" + theme + "-", true);
        app.send(run.before("PostToolBatch", 5));
        app.awaitSession(run.session());
        for (int width : WIDTHS) {
            try (Viewer viewer = new Viewer(browser, app, width, theme)) {
                viewer.at("/?tab=tree&session=" + run.session());
                // on a phone the tree is a list
                (width == Viewer.PHONE ? viewer.locator(".row", "fetch page") : viewer.card("fetch page")).waitFor();
                look(viewer, "tree", width, theme);
                String agent = viewer.card("fetch page").getAttribute("data-id");
                for (String tab : width == Viewer.PHONE ? List.of("panel", "timeline", "sessions") : List.of("panel")) {
                    viewer.at("/?session=" + run.session() + "&agent=" + agent + "&tab=" + tab);
                    assertThat(viewer.locator("#panel h2")).hasText("fetch page");
                    look(viewer, tab, width, theme);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void shouldBeReadableWhenEmpty(ColorScheme theme, Browser browser, StartedApp app) {
        try (Viewer viewer = new Viewer(browser, app, Viewer.DESK, theme).at("/?q=no+such+session")) {
            assertThat(viewer.locator("#search-note")).hasText("No session has “no such session”.");
            viewer.locator("#link").click();
            assertThat(viewer.locator("#about")).containsText("Kafka");
            look(viewer, "about", Viewer.DESK, theme);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void shouldBeReadableAtHome(ColorScheme theme, Browser browser, StartedApp app) {
        app.send(LiveRun.of("refusal", "home-looks-" + theme + "-", true).before("PostToolBatch", 5));
        ExplorePageTest.ended(app, "broken", "home-looks-" + theme + "-");
        for (int width : WIDTHS) {
            try (Viewer viewer = new Viewer(browser, app, width, theme).at("/")) {
                viewer.locator(".band[data-band=needs] .home-row").first().waitFor();
                viewer.locator(".band[data-band=wrong] .home-row").first().waitFor();
                viewer.locator("#figures td").first().waitFor();
                look(viewer, "home", width, theme);
                viewer.at("/?tab=sessions&q=fetch");
                viewer.locator(".hit").first().waitFor();
                look(viewer, "search", width, theme);
            }
        }
    }

    @Test
    void shouldFollowTheSystemsTheme(Browser browser, StartedApp app) {
        try (Viewer light = new Viewer(browser, app, Viewer.DESK, ColorScheme.LIGHT).at("/");
                Viewer dark = new Viewer(browser, app, Viewer.DESK, ColorScheme.DARK).at("/")) {
            String ground = "getComputedStyle(document.body).backgroundColor";
            assertThat(dark.page().evaluate(ground)).isNotEqualTo(light.page().evaluate(ground));
        }
    }

    static void look(Viewer viewer, String name, int width, ColorScheme theme) {
        viewer.page().waitForTimeout(300);
        viewer.page()
                .screenshot(new Page.ScreenshotOptions()
                        .setPath(SCREENSHOTS.resolve(name + "-" + width + "-" + theme + ".png")));
        // evaluated like console input, because the page's policy allows no foreign scripts
        viewer.page().evaluate(axe());
        Object violations = viewer.page()
                .evaluate("axe.run().then(result => result.violations"
                        + ".filter(found => ['serious', 'critical'].includes(found.impact))"
                        + ".map(found => found.id + ': ' + found.nodes.map(node => node.target.join(' ')"
                        + " + ' ' + node.any.map(check => check.message).join(' ')).join(', ')))");
        assertThat((List<?>) violations)
                .as(name + " at " + width + " px, " + theme)
                .isEmpty();
    }

    private static String axe() {
        String resource = "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";
        try (InputStream in = LooksPageTest.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
