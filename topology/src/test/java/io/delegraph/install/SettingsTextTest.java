package io.delegraph.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsTextTest {
    private static final HookFragment SCRIPT = HookFragment.of(Transport.SCRIPT, "/opt/delegraph/telemetry-hook.sh");
    private static final HookFragment HTTP = HookFragment.of(Transport.HTTP, "http://127.0.0.1:8080");

    private static final String OTHERS = """
            {
                "model": "opus",
                "hooks": {
                    "PreToolUse": [
                        {
                            "matcher": "Bash",
                            "hooks": [ {"type": "command", "command": "guard.sh"} ]
                        }
                    ],
                    "WorktreeCreate": [{"hooks": [{"type": "command", "command": "mine.sh"}]}],
                    "SomethingNew": []
                },
                "env": { "A":"1" ,"B": "\\u00e9" }
            }
            """;

    static Stream<String> texts() {
        return Stream.of(
                OTHERS,
                OTHERS.replace("\n", "\r\n"),
                OTHERS.replace("    ", "\t"),
                OTHERS.stripTrailing(),
                "\uFEFF" + OTHERS,
                OTHERS.replaceAll("\\s", ""),
                OTHERS.replace("\"opus\",", "\"opus\", // the \"large\" one, {really}"),
                OTHERS.replace("\"SomethingNew\": []", "\"SomethingNew\": [] // next, comes something\n /* , */"),
                OTHERS.replace("[ {\"type\"", "[ /* guards, all */ {\"type\""),
                "{}",
                "{ }\n",
                "{\n}\n",
                "{\"hooks\":{}}",
                "{\n  \"hooks\": {\n    \"Stop\": []\n  }\n}",
                "{\n  \"a\": 1}",
                "{\n  \"a\": 1 // one\n}\n",
                "{ \"a\": [\n 1 ] }",
                "{\"model\":\"opus\"}",
                "",
                "\n",
                "\uFEFF\r\n");
    }

    @ParameterizedTest
    @MethodSource("texts")
    void shouldRestoreEveryByteAndInstallOnce(String before) {
        SettingsText original = SettingsText.of(before);
        for (HookFragment fragment : List.of(SCRIPT, HTTP)) {
            SettingsText installed = SettingsText.of(original.with(fragment));

            assertThat(installed.installed().keySet()).containsExactlyInAnyOrderElementsOf(fragment.events());
            assertThat(installed.with(fragment)).isEqualTo(installed.text());
            assertThat(installed.without(original)).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @MethodSource("texts")
    void shouldKeepEveryLineOfOthers(String before) {
        // a comma is all that another person's line may get
        List<String> lines = SettingsText.of(before)
                .with(SCRIPT)
                .lines()
                .map(SettingsTextTest::withoutComma)
                .toList();
        if (before.contains("\n") && before.contains("model")) {
            assertThat(lines)
                    .containsSubsequence(before.lines()
                            .map(SettingsTextTest::withoutComma)
                            .filter(line -> !line.contains("SomethingNew"))
                            .toList());
        }
        assertThat(SettingsText.of(before).with(SCRIPT)).doesNotContain("MessageDisplay");
    }

    private static String withoutComma(String line) {
        return line.endsWith(",") ? line.substring(0, line.length() - 1) : line;
    }

    @ParameterizedTest
    @MethodSource("texts")
    void shouldReplaceOneTransportByAnother(String before) {
        SettingsText original = SettingsText.of(before);
        SettingsText switched =
                SettingsText.of(SettingsText.of(original.with(SCRIPT)).with(HTTP, original));

        assertThat(switched.installed().values())
                .allSatisfy(handlers -> assertThat(handlers)
                        .containsExactly(new HookFragment.HookHandler(Transport.HTTP, "http://127.0.0.1:8080")));
        assertThat(switched.without(original)).isEqualTo(before);
    }

    @Test
    void shouldLayOutAsTheFileIsLaidOut() {
        assertThat(SettingsText.of("{\r\n\t\"a\": 1\r\n}").with(HTTP).lines().limit(5))
                .startsWith("{", "\t\"a\": 1,", "\t\"hooks\": {")
                .element(3)
                .asString()
                .startsWith(
                        "\t\t\"SessionEnd\": [{ \"hooks\": [{ \"type\": \"http\", \"url\": \"http://127.0.0.1:8080/hooks\"");
    }

    @Test
    void shouldTakeOutOnlyItsOwnAfterOthersEdited() {
        String installed = SettingsText.of(OTHERS).with(SCRIPT);
        String edited = installed
                .replace(
                        "\"Stop\": [{ \"hooks\": [",
                        "\"Stop\": [{ \"hooks\": [{ \"type\": \"command\", \"command\": \"beep\" }, ")
                .replace("\"model\": \"opus\"", "\"model\": \"haiku\"");

        String after = SettingsText.of(edited).without(SettingsText.of(OTHERS));

        assertThat(after)
                .isEqualTo(
                        OTHERS.replace("\"opus\"", "\"haiku\"")
                                .replace(
                                        "\"SomethingNew\": []",
                                        "\"SomethingNew\": [],\n        \"Stop\": [{ \"hooks\": [{ \"type\": \"command\", \"command\": \"beep\" }] }]"));
    }

    @Test
    void shouldLeaveCommentsThatWereWrittenBesideItsOwn() {
        String installed = SettingsText.of("{\n  \"a\": 1\n}\n").with(SCRIPT);
        String commented = installed.replace("\"hooks\": {", "// what follows, watches\n  \"hooks\": {");

        assertThat(SettingsText.of(commented).without((SettingsText) null))
                .isEqualTo("{\n  \"a\": 1\n  // what follows, watches\n}\n");
        String closed = "{ \"a\": 1, // one\n  " + hooks() + "}";
        assertThat(SettingsText.of(closed).without((SettingsText) null)).isEqualTo("{ \"a\": 1 // one\n  }");
    }

    private static String hooks() {
        return SCRIPT.text()
                .lines()
                .filter(line -> line.length() > 1)
                .collect(Collectors.joining())
                .strip();
    }

    @Test
    void shouldKnowItsOwnAfterTheClientWroteTheFileAnew() {
        JsonSpan rewritten = JsonSpan.parse(SettingsText.of(OTHERS).with(HTTP));

        SettingsText settings = SettingsText.of(rewritten.node().toPrettyString());

        assertThat(settings.installed()).hasSize(HTTP.events().size());
        assertThat(JsonSpan.parse(settings.without(SettingsText.of(OTHERS))).node())
                .isEqualTo(JsonSpan.parse(OTHERS).node());
    }

    @Test
    void shouldKeepAHandlerWhenItsCommandWasEdited() {
        String own = """
                {"hooks": {"Stop": [{"hooks": [{"type": "command", "command": "tee -a log | /opt/delegraph/telemetry-hook.sh"}]}]}}""";

        assertThat(SettingsText.of(own).installed()).isEmpty();
        assertThat(SettingsText.of(own).without((SettingsText) null)).isEqualTo(own);
    }

    @Test
    void shouldFindAScriptInAPathThatNeedsQuoting() {
        String path = "/home/a \"b\" $c `d` \\e/é/telemetry-hook.sh";

        assertThat(SettingsText.of(SettingsText.of("").with(HookFragment.of(Transport.SCRIPT, path)))
                        .installed()
                        .get("Stop"))
                .containsExactly(new HookFragment.HookHandler(Transport.SCRIPT, path));
    }

    @Test
    void shouldKnowTheReadyFileThatWasCopiedByHand() throws IOException {
        SettingsText byHand = SettingsText.of(Files.readString(Path.of("../deploy/hooks/settings.script.json")));

        assertThat(byHand.installed().values())
                .allSatisfy(handlers -> assertThat(handlers)
                        .containsExactly(new HookFragment.HookHandler(
                                Transport.SCRIPT, "$HOME/.delegraph/hooks/telemetry-hook.sh")));
        assertThat(HookFragment.command(byHand.installed().get("Stop").getFirst()))
                .isEqualTo("exec \"$HOME/.delegraph/hooks/telemetry-hook.sh\"");
    }

    @Test
    void shouldNameLineAndColumnOfWhatIsNoSettings() {
        refuses("{\n  \"a\": 1,\n}", "line 3, column 1: ");
        refuses("{\n  \"a\" 1\n}", "line 2, column 7: ");
        refuses("{\n  \"a\": 1\n", "line 3, column 1: ");
        refuses("{ \"a\": 1, \"a\": 2 }", "line 1, column 14: Duplicate");
        refuses("{} {}", "line 1, column 4: there is more behind the end");
        refuses("[]", "line 1, column 1: settings are a JSON object, this is something else");
        refuses("{\n  \"hooks\": []\n}", "line 2, column 12: \"hooks\" wants an object of events");
        refuses("{\n \"hooks\": {\"Stop\": {}}}", "line 2, column 20: \"Stop\" of \"hooks\" wants an array");
    }

    private static void refuses(String text, String message) {
        assertThatThrownBy(() -> SettingsText.of(text))
                .isInstanceOf(SettingsTextException.class)
                .hasMessageStartingWith(message)
                .message()
                .doesNotContain("\n");
    }
}
