package io.delegraph.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** History that is imported is history: nothing of it needs anybody. */
@Timeout(90)
@ExtendWith(InBrowser.class)
class ImportedPageTest {
    private static final String ENTRY =
            "{\"type\":\"%s\",\"sessionId\":\"old\",\"uuid\":\"%s\",\"timestamp\":\"2026-02-01T10:00:0%dZ\",\"cwd\":\"/old\",\"message\":%s}\n";

    @TempDir
    private Path dir;

    @Test
    void shouldRaiseNoAlarmWhenATranscriptBreaksOffInADelegation(Browser browser) throws Exception {
        String call =
                "{\"role\":\"assistant\",\"content\":[{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"Agent\","
                        + "\"input\":{\"description\":\"look around\",\"prompt\":\"look\",\"subagent_type\":\"Explore\"}}]}";
        Path transcript = Files.writeString(
                dir.resolve("old.jsonl"),
                ENTRY.formatted("user", "u1", 1, "{\"role\":\"user\",\"content\":\"go\"}")
                        + ENTRY.formatted("assistant", "u2", 2, call));
        try (StartedApp app = StartedApp.start()) {
            app.importTranscripts(transcript);
            await().until(() -> app.get("/api/v1/sessions").get("items").size() == 1);
            try (Viewer viewer = Viewer.desk(browser, app, "/")) {
                assertThat(viewer.locator("a.session")).hasCount(1);
                assertThat(viewer.locator(".band .none")).hasCount(4);
                assertThat(viewer.locator(".band[data-band=needs] .none")).isVisible();
                assertThat(viewer.locator(".band[data-band=wrong] .none")).isVisible();
                assertThat(viewer.locator(".band[data-band=findings] .none")).isVisible();
                assertThat(viewer.locator(".home-row")).hasCount(0);
                assertThat(viewer.page()).hasTitle("Delegraph");
            }
        }
    }
}
