package io.delegraph.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.delegraph.ingest.adapters.ClientAdapters;
import io.delegraph.schemas.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Texts on which a careless pattern restarts at each of half a million characters, for minutes, or recurses for each: one such record must
 * not delay the others.
 */
class HostileTextTest {
    private static final int LENGTH = 500_000;
    private static final int MANY_MARKS = 1_000;
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final Path EVERY_EVENT = Path.of("src/test/resources/hooks/every-event.jsonl");

    static Stream<String> texts() {
        return Stream.concat(
                secrets(),
                Stream.of(
                                "/",
                                " ",
                                "\"",
                                "' ",
                                "```",
                                "--loop ",
                                "--wave-mode=",
                                "<task-notification>",
                                "<task-notification><worktreePath>",
                                "</task-notification> ",
                                "agent type ",
                                "maximum number of ",
                                "A=B ")
                        .map(HostileTextTest::repeated));
    }

    static Stream<String> secrets() {
        return Stream.of("token: ", "bearer ", "://a:b", "-----BEGIN ", "-----BEGIN PRIVATE KEY-----", "-eyJ", "-sk-")
                .map(HostileTextTest::repeated);
    }

    private static String repeated(String part) {
        return part.repeat(LENGTH / part.length()) + 'x';
    }

    /** Every hook event that carries texts, with {@code text} in each of them. */
    private static List<byte[]> hooks(String text) throws IOException {
        List<byte[]> hooks = new ArrayList<>();
        for (String line : Files.readAllLines(EVERY_EVENT)) {
            ObjectNode event = (ObjectNode) Json.MAPPER.readTree(line);
            ObjectNode hook = event.has("hook") ? (ObjectNode) event.get("hook") : event;
            boolean any = false;
            for (String field : List.of("prompt", "command_args", "error", "cwd", "last_assistant_message")) {
                any |= hook.has(field) && hook.replace(field, TextNode.valueOf(text)) != null;
            }
            for (String field : List.of("prompt", "command", "file_path", "url", "to", "description")) {
                any |= hook.get("tool_input") instanceof ObjectNode input
                        && input.has(field)
                        && input.replace(field, TextNode.valueOf(text)) != null;
            }
            any |= hook.get("tool_response") instanceof ObjectNode response
                    && response.has("worktreePath")
                    && response.replace("worktreePath", TextNode.valueOf(text)) != null;
            if (any) {
                hooks.add(Json.write(event));
            }
        }
        return hooks;
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("texts")
    void shouldReadAHookInTime(String text) throws IOException {
        Normalizer normalizer = ClientAdapters.normalizer(PrivacyMode.FULL, KeyedHashes.keyed("a key for the tests"));
        for (byte[] hook : hooks(text)) {
            assertTimeoutPreemptively(
                    SOON,
                    () -> assertThat(normalizer.normalize(hook, new RawPosition(0, 0, 0)))
                            .isInstanceOf(Normalized.Accepted.class));
        }
    }

    /** A pattern that restarts at each of its marks and reads to the end would take minutes for this text. */
    @Test
    void shouldMaskATextFullOfTheMarksOfOneKindInTime() {
        assertTimeoutPreemptively(
                SOON,
                () -> SecretRules.KNOWN
                        .rules()
                        .forEach(rule -> rule.marks().forEach(mark -> {
                            for (String behind : List.of(" ", "=", "-", " -p ")) {
                                rule.mask((mark + behind).repeat(MANY_MARKS), "[masked]");
                            }
                        })));
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("secrets")
    void shouldMaskATextInTime(String text) {
        assertTimeoutPreemptively(
                SOON, () -> assertThat(Secrets.mask(TextNode.valueOf(text))).isNotNull());
    }
}
