package io.delegraph.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a real {@link Browser} and a {@link StartedApp}, one of each for all of them. Skips, and says why, where there is no
 * Chromium, or where {@code DELEGRAPH_PLAYWRIGHT} names no folder with a {@code node} and npm's playwright-core as {@code package/}.
 */
final class InBrowser implements ExecutionCondition, ParameterResolver {
    private static final Namespace ALL = Namespace.create(InBrowser.class);
    /** Timeout of assertions, ms. */
    private static final double PATIENCE_MS = 15_000;

    private static final String DRIVER = "DELEGRAPH_PLAYWRIGHT";
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    /** The browser must not ask anything, and must also run as root. */
    private static final List<String> ARGUMENTS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (chromium().isEmpty()) {
            return ConditionEvaluationResult.disabled("no Chromium in " + System.getenv("PATH"));
        }
        String driver = System.getenv(DRIVER);
        if (driver == null || !Files.exists(Path.of(driver, "package", "cli.js"))) {
            return ConditionEvaluationResult.disabled(DRIVER
                    + " names no folder with node and package/ (npm's playwright-core); .ci/checks/page.sh makes one");
        }
        return ConditionEvaluationResult.enabled("Chromium and its driver are there");
    }

    private static Optional<Path> chromium() {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .flatMap(dir -> NAMES.stream().map(name -> Path.of(dir, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Browser.class || type == StartedApp.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        ExtensionContext.Store store = context.getRoot().getStore(ALL);
        if (parameter.getParameter().getType() == Browser.class) {
            return store.computeIfAbsent(StartedBrowser.class, type -> new StartedBrowser(), StartedBrowser.class)
                    .browser();
        }
        return store.computeIfAbsent(StartedApp.class, type -> StartedApp.start(), StartedApp.class);
    }

    private static final class StartedBrowser implements AutoCloseable {
        private final Playwright playwright;
        private final Browser browser;

        StartedBrowser() {
            PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
            System.setProperty("playwright.cli.dir", System.getenv(DRIVER));
            playwright = Playwright.create(
                    new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            browser = playwright
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(chromium().orElseThrow())
                            .setArgs(ARGUMENTS));
        }

        Browser browser() {
            return browser;
        }

        @Override
        public void close() {
            playwright.close();
        }
    }
}
