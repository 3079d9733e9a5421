package io.delegraph.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A browser tab with the page. On close it checks that there were no errors and no requests to other servers. */
final class Viewer implements AutoCloseable {
    static final int PHONE = 390;
    static final int TABLET = 1024;
    static final int DESK = 1440;

    private final List<String> errors = new ArrayList<>();
    private final List<String> foreign = new ArrayList<>();
    private final StartedApp app;
    private final BrowserContext context;
    private final Page page;
    private String expected;

    Viewer(Browser browser, StartedApp app, int width, ColorScheme theme) {
        this.app = app;
        int height = width == PHONE ? 844 : width == TABLET ? 768 : 900;
        context = browser.newContext(
                new Browser.NewContextOptions().setViewportSize(width, height).setColorScheme(theme));
        context.setDefaultTimeout(15_000);
        page = newPage();
    }

    /** Another tab of the same browser. */
    Page tab(String path) {
        Page tab = newPage();
        tab.navigate(app.url() + path);
        return tab;
    }

    private Page newPage() {
        Page opened = context.newPage();
        opened.onConsoleMessage(message -> {
            // warnings of scripts that the test itself runs have no address
            boolean ownWarning =
                    message.type().equals("warning") && message.location().startsWith(app.url());
            boolean isMeant = expected != null && message.text().contains(expected);
            if ((message.type().equals("error") || ownWarning) && !isMeant) {
                errors.add(message.text() + " " + message.location());
            }
        });
        opened.onPageError(errors::add);
        opened.onRequest(request -> {
            if (!request.url().startsWith(app.url() + "/") && !request.url().startsWith("data:")) {
                foreign.add(request.url());
            }
        });
        return opened;
    }

    static Viewer desk(Browser browser, StartedApp app, String path) {
        return new Viewer(browser, app, DESK, ColorScheme.LIGHT).at(path);
    }

    Viewer at(String path) {
        page.navigate(app.url() + path);
        return this;
    }

    Page page() {
        return page;
    }

    Locator locator(String selector) {
        return page.locator(selector);
    }

    Locator locator(String selector, String text) {
        return page.locator(selector, new Page.LocatorOptions().setHasText(text));
    }

    /** The card of the agent with this title. */
    Locator card(String title) {
        return page.locator(".card:has(.title:text-is(\"" + title + "\"))");
    }

    /** Clicks a card when it stands still, because the view moves to what was chosen. */
    void click(Locator card) {
        card.click();
    }

    /** The positions of all cards on the screen, by id. */
    Map<String, BoundingBox> places() {
        Map<String, BoundingBox> places = new HashMap<>();
        for (Locator card : page.locator(".card").all()) {
            places.put(card.getAttribute("data-id"), card.boundingBox());
        }
        return places;
    }

    /** Errors with this text are expected. */
    Viewer expecting(String text) {
        expected = text;
        return this;
    }

    /** All errors so far were expected. */
    void forgetErrors() {
        errors.clear();
    }

    @Override
    public void close() {
        context.close();
        assertThat(errors).as("errors of the page").isEmpty();
        assertThat(foreign).as("requests to other hosts").isEmpty();
    }
}
