package io.delegraph.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the charts draw is what the API says. */
@Timeout(90)
@ExtendWith(InBrowser.class)
class ChartsPageTest {
    private static final int AGENTS = 12;

    /** Some agents that finish, and one that fails; returns when they are in the sums. */
    private static void delegate(StartedApp app, String session) {
        LargeSession some = new LargeSession(session, AGENTS);
        app.send(some.starts());
        app.send(IntStream.range(1, AGENTS).mapToObj(some::finishes).toList());
        app.send(List.of(some.fails(0, "API Error: 500")));
        await().until(() -> total(app).path("failed").asInt() > 0
                && total(app).path("completed").asInt() >= AGENTS - 1
                && total(app).path("cost_known_of").asInt() >= AGENTS - 1);
    }

    /** Of the real source, over the days of the last thirty. */
    private static JsonNode total(StartedApp app) {
        long from = ZonedDateTime.now(ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.DAYS)
                .minusDays(29)
                .toInstant()
                .toEpochMilli();
        return app.get("/api/v1/metrics/delegation?window=1d&source=claude-code&from=" + from)
                .at("/items/0/total");
    }

    private static Locator headline(Viewer viewer, String term) {
        return viewer.locator(".charts-figures > div:has(dt:text-is('" + term + "'))");
    }

    /** The cells of a chart's figures: what is drawn, in words. */
    private static List<String> column(Viewer viewer, String chart, int column) {
        viewer.locator("#chart-" + chart + " summary", "Figures").click();
        return viewer.locator("#chart-" + chart + " tbody tr :nth-child(" + column + ")")
                .allTextContents();
    }

    @Test
    void shouldDrawWhatTheApiSays(Browser browser, StartedApp app) {
        delegate(app, "charts");
        try (Viewer viewer = Viewer.desk(browser, app, "/")) {
            viewer.locator("#charts-link").click();
            assertThat(viewer.locator("#chart-outcomes canvas")).isVisible();
            await().atMost(60, TimeUnit.SECONDS).untilAsserted(() -> {
                viewer.page().reload();
                assertThat(viewer.locator("#chart-outcomes canvas")).isVisible();
                JsonNode total = total(app);
                assertThat(headline(viewer, "Delegations").locator(".number"))
                        .hasText(String.format(
                                Locale.ENGLISH, "%,d", total.get("sample").asInt()));
                double bad = total.get("failed").asInt()
                        + total.get("refused").asInt()
                        + total.get("killed").asInt()
                        + total.get("lost").asInt();
                double ended = bad + total.get("completed").asInt();
                assertThat(headline(viewer, "Failure share"))
                        .containsText(Math.round(bad) + " of " + Math.round(ended) + " that ended");
                assertThat(headline(viewer, "Cost of delegations").locator(".number"))
                        .hasText(String.format(
                                Locale.ROOT, "$%.2f", total.get("cost_usd").asDouble()));
                assertThat(column(viewer, "outcomes", 2).stream()
                                .filter(cell -> cell.matches("[0-9,]+"))
                                .mapToInt(count -> Integer.parseInt(count.replace(",", "")))
                                .sum())
                        .isEqualTo(total.get("completed").asInt());
            });
        }
    }

    @Test
    void shouldKeepPeriodAndProjectInTheAddressAndShowLastMonthBesideThem(Browser browser, StartedApp app) {
        delegate(app, "charts-address");
        try (Viewer viewer = Viewer.desk(browser, app, "/#charts?period=7d")) {
            assertThat(viewer.locator(".segment[aria-current]")).hasText("7 days");
            assertThat(viewer.locator("#chart-cost-table thead th", "Last month"))
                    .isVisible();
            viewer.locator(".choice select").first().selectOption("crowd");
            assertThat(viewer.page()).hasURL(Pattern.compile("#charts\\?period=7d&.*project=crowd"));
            assertThat(viewer.locator("#chart-costs h3")).hasText("Cost of delegations by type");
            viewer.locator(".segment", "Last month").click();
            assertThat(viewer.page()).hasURL(Pattern.compile("period=last-month"));
            viewer.locator("#brand").click();
            assertThat(viewer.locator("#full-view")).isHidden();
            viewer.page().goBack();
            assertThat(viewer.locator(".segment[aria-current]")).hasText("Last month");
        }
    }

    @Test
    void shouldAnswerInOneClickFromHomeWhatEachProjectCostLastMonth(Browser browser, StartedApp app) {
        long at = ZonedDateTime.now(ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.DAYS)
                .withDayOfMonth(1)
                .minusHours(12)
                .toInstant()
                .toEpochMilli();
        app.send(List.of(
                dated(at, "\"hook_event_name\":\"SubagentStart\"", ""),
                dated(
                        at + 60_000,
                        "\"hook_event_name\":\"SubagentStop\"",
                        ",\"agent_usage\":{\"input_tokens\":1000000,\"output_tokens\":100000,\"requests\":1,"
                                + "\"model\":\"claude-sonnet-4-5\"}")));
        await().until(() -> StreamSupport.stream(
                        app.get("/api/v1/metrics/delegation?window=1d&group_by=project&from=" + (at - 86_400_000L))
                                .get("items")
                                .spliterator(),
                        false)
                .anyMatch(item -> item.at("/group/project").asText().equals("ledger")
                        && item.at("/total/cost_usd").asDouble() > 0));
        try (Viewer viewer = Viewer.desk(browser, app, "/")) {
            viewer.locator("#figures a", "What each project cost last month").click();
            Locator table = viewer.locator("#chart-cost-table");
            assertThat(table.locator("thead th").nth(2)).hasText("Last month");
            assertThat(table.locator("tbody tr", new Locator.LocatorOptions().setHasText("ledger"))
                            .locator("td")
                            .nth(1))
                    .hasText("$4.50");
            assertThat(table).containsText("Main agents are not in it");
            assertThat(viewer.page()).hasURL(Pattern.compile("#charts\\?period=last-month"));
        }
    }

    /** An agent of a project whose other agents are none of these tests. */
    private static String dated(long at, String event, String more) {
        return "{\"id\":\"ledger-" + at + "\",\"at\":" + at
                + ",\"hook\":{\"session_id\":\"ledger\",\"cwd\":\"/ledger\"," + event
                + ",\"agent_id\":\"clerk\",\"agent_type\":\"Explore\"}" + more + "}";
    }

    @Test
    void shouldBeReadableForEverybody(Browser browser, StartedApp app) {
        delegate(app, "charts-looks");
        for (ColorScheme theme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            try (Viewer viewer = new Viewer(browser, app, Viewer.DESK, theme).at("/#charts")) {
                assertThat(viewer.locator("#chart-outcomes canvas")).isVisible();
                LooksPageTest.look(viewer, "charts", Viewer.DESK, theme);
            }
        }
    }
}
