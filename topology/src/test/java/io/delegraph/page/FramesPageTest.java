package io.delegraph.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.BoundingBox;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many agents at once: prints the duration of frames, and checks that nothing moves. */
@Timeout(90)
@ExtendWith(InBrowser.class)
class FramesPageTest {
    private static final int AGENTS = 300;
    private static final int PER_SECOND = 20;
    private static final int SECONDS = 6;
    private static final double MOST_MOVEMENT = 40;

    /** Milliseconds between frames, from now on. */
    private static final String SAMPLE =
            "window.frames_ = []; (function next(last) { requestAnimationFrame(now => { window.frames_.push(now - last); next(now); }); })(performance.now())";

    @Test
    void shouldStayFluidAndStillWithThreeHundredAgents(Browser browser, StartedApp app) {
        LargeSession crowd = new LargeSession("crowd", AGENTS);
        app.send(crowd.starts());
        app.awaitSession(crowd.session());
        try (Viewer viewer = Viewer.desk(browser, app, "/?session=" + crowd.session())) {
            assertThat(viewer.locator("#tree-count")).containsText(String.valueOf(AGENTS));
            if (viewer.locator("#expand-all").isVisible()) {
                viewer.locator("#expand-all").click();
            }
            assertThat(viewer.locator(".card")).hasCount(AGENTS + 1);
            Map<String, BoundingBox> before = viewer.places();
            viewer.page().evaluate(SAMPLE);
            AtomicInteger sent = new AtomicInteger();
            try (ScheduledExecutorService sender = Executors.newSingleThreadScheduledExecutor()) {
                var unused = sender.scheduleAtFixedRate(
                        () -> app.send(List.of(crowd.tool(sent.getAndIncrement()))),
                        0,
                        1_000_000 / PER_SECOND,
                        TimeUnit.MICROSECONDS);
                viewer.page().waitForTimeout(SECONDS * 1000.0);
            }
            List<Double> frames = ((List<?>) viewer.page().evaluate("window.frames_"))
                    .stream()
                            .map(frame -> ((Number) frame).doubleValue())
                            .sorted()
                            .toList();
            System.out.printf(
                    "page speed: %d agents, %.0f hooks/s: %d frames in %d s, p50 %.0f ms, p95 %.0f ms, longest %.0f ms%n",
                    AGENTS,
                    (double) sent.get() / SECONDS,
                    frames.size(),
                    SECONDS,
                    frames.get(frames.size() / 2),
                    frames.get(frames.size() * 95 / 100),
                    frames.getLast());
            assertThat(viewer.locator(".card .facts", "1 tool")).not().hasCount(0);
            double most = viewer.places().entrySet().stream()
                    .mapToDouble(card -> Math.hypot(
                            card.getValue().x - before.get(card.getKey()).x,
                            card.getValue().y - before.get(card.getKey()).y))
                    .max()
                    .orElseThrow();
            System.out.printf("page speed: movement of the cards: at most %.1f px%n", most);
            assertThat(most).isLessThanOrEqualTo(MOST_MOVEMENT);
        }
    }
}
