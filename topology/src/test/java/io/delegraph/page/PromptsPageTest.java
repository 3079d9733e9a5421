package io.delegraph.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import io.delegraph.schemas.Json;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Prompts and failures on the page agree with the API. */
@Timeout(90)
@ExtendWith(InBrowser.class)
class PromptsPageTest {
    private static String name(JsonNode workflow) {
        String command = workflow.get("command").isNull()
                ? ""
                : " /" + workflow.get("command").asText();
        return "Prompt " + workflow.get("number").asInt() + command;
    }

    private static Locator section(Viewer viewer, String heading) {
        return viewer.locator("#panel section.part:has(> h3:text-is(\"" + heading + "\"))");
    }

    @Test
    void shouldShowEqualPromptNamesAndTotalsInAllViews(Browser browser, StartedApp app) {
        LiveRun run = ExplorePageTest.ended(app, "leftovers", "prompts-");
        JsonNode workflows =
                app.get("/api/v1/sessions/" + run.session() + "/workflows").get("items");
        List<String> names = new ArrayList<>();
        workflows.forEach(workflow -> names.add(name(workflow)));
        int calls = 0;
        for (JsonNode agent :
                app.get("/api/v1/sessions/" + run.session() + "/hierarchy").get("agents")) {
            calls += agent.get("tool_calls").asInt();
        }
        assertThat(names).hasSizeGreaterThan(2);
        try (Viewer viewer = Viewer.desk(browser, app, "/?session=" + run.session())) {
            assertThat(section(viewer, "Prompts").locator("li a")).hasText(names.toArray(String[]::new));
            assertThat(section(viewer, "All prompts")).containsText(calls + " calls");
            List<String> pills = viewer.locator("#workflows button").allTextContents();
            assertThat(pills.getFirst()).isEqualTo("All prompts");
            assertThat(pills.subList(1, pills.size()))
                    .isNotEmpty()
                    .allSatisfy(pill -> assertThat(names).contains(pill.replaceFirst(" · .*", "")));

            JsonNode last = workflows.get(workflows.size() - 1);
            section(viewer, "Prompts").locator("li a").last().click();
            assertThat(section(viewer, name(last)).first())
                    .containsText(last.get("tool_calls").asInt() + " call");

            viewer.click(viewer.card("Main agent"));
            assertThat(viewer.locator(".events .what")
                            .filter(new Locator.FilterOptions().setHasText("Prompt"))
                            .first())
                    .hasText(names.getFirst());
        }
    }

    @Test
    void shouldShowTheErrorOnTheCardAndFirstInTheDetails(Browser browser, StartedApp app) {
        LiveRun run = ExplorePageTest.ended(app, "broken", "failed-");
        JsonNode failed = null;
        for (JsonNode agent :
                app.get("/api/v1/sessions/" + run.session() + "/hierarchy").get("agents")) {
            if (agent.get("state").asText().equals("FAILED")
                    && !agent.get("error_message").isNull()) {
                failed = agent;
            }
        }
        assertThat(failed).as("an agent that says what failed").isNotNull();
        String error = failed.get("error_message").asText();
        try (Viewer viewer = Viewer.desk(
                browser,
                app,
                "/?session=" + run.session() + "&agent="
                        + failed.get("agent_id").asText())) {
            assertThat(viewer.locator(".card[data-id='" + failed.get("agent_id").asText() + "']"))
                    .containsText(error);
            Locator first = viewer.locator("#panel section.part").first();
            assertThat(first.locator("h3")).hasText("What failed");
            assertThat(first).containsText(error);
            await().untilAsserted(() -> assertThat(
                            viewer.locator("#panel .events .error").allTextContents())
                    .contains(error));
        }
    }

    /** The server of these tests keeps no texts, so texts are added to its response, like with full privacy. */
    @Test
    void shouldShowTheTextsOfAnAgentAndHowManyAreLeftOut(Browser browser, StartedApp app) {
        LiveRun run = ExplorePageTest.ended(app, "broken", "texts-");
        try (Viewer viewer = Viewer.desk(browser, app, "/?session=" + run.session())) {
            viewer.page().route("**/api/v1/agents/**", route -> {
                ObjectNode detail = (ObjectNode) Json.read(route.fetch().body(), JsonNode.class);
                detail.putArray("texts")
                        .addObject()
                        .put("part", "REQUEST")
                        .put("id", "toolu_1")
                        .put("at", run.startedAt())
                        .put("text", "do <b>this</b>\nand that");
                detail.put("texts_left_out", 3);
                route.fulfill(new Route.FulfillOptions()
                        .setContentType("application/json")
                        .setBody(detail.toString()));
            });
            viewer.click(viewer.card("flaky inner"));
            Locator texts = section(viewer, "Texts");
            assertThat(texts).containsText("3 older texts not shown");
            texts.locator("summary").click();
            assertThat(texts.locator("pre")).hasText("do <b>this</b>\nand that");
            assertThat(section(viewer, "Request")).not().containsText("not kept");
        }
    }
}
