package io.delegraph.tools.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.delegraph.schemas.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HookFileTest {
    private static final String PAYLOAD = "{\"session_id\":\"s1\",\"hook_event_name\":\"Stop\"}";

    @TempDir
    private Path dir;

    private final List<Hook> hooks = new ArrayList<>();
    private final List<String> bad = new ArrayList<>();

    @Test
    void shouldWrapARecordingWithItsTimeAndMeta() throws IOException {
        read(file("{\"t\":1795337050652,\"p\":" + PAYLOAD + ",\"m\":{\"agentType\":\"Explore\"}}"), true);
        JsonNode envelope = Json.MAPPER.readTree(hooks.getFirst().envelope());
        assertThat(envelope.get("at").longValue()).isEqualTo(1795337050652L);
        assertThat(envelope.get("agent_meta").get("agentType").textValue()).isEqualTo("Explore");
        assertThat(envelope.get("hook").toString()).isEqualTo(PAYLOAD);
        assertThat(envelope.get("id").textValue()).isEqualTo(hooks.getFirst().id());
        assertThat(hooks.getFirst().at()).isEqualTo(1795337050652L);
        assertThat(hooks.getFirst().sessionId()).isEqualTo("s1");
    }

    @Test
    void shouldWrapABarePayloadWithoutATime() throws IOException {
        read(file(PAYLOAD), true);
        JsonNode envelope = Json.MAPPER.readTree(hooks.getFirst().envelope());
        assertThat(envelope.has("at")).isFalse();
        assertThat(envelope.get("hook").toString()).isEqualTo(PAYLOAD);
        assertThat(hooks.getFirst().at()).isNull();
    }

    @Test
    void shouldKeepAnEnvelopeUnchanged() throws IOException {
        String envelope = "{\"v\":1,\"id\":\"e7\",\"at\":5,\"host\":\"h\",\"hook\":" + PAYLOAD + "}";
        read(file(envelope), true);
        assertThat(hooks.getFirst().envelope()).isEqualTo(envelope);
        assertThat(hooks.getFirst().id()).isEqualTo("e7");
    }

    @Test
    void shouldOmitMetaWhenRequested() throws IOException {
        read(
                file(
                        "{\"t\":1,\"p\":" + PAYLOAD + ",\"m\":{\"spawnDepth\":1}}",
                        "{\"agent_meta\":{\"spawnDepth\":1},\"hook\":" + PAYLOAD + "}"),
                false);
        assertThat(hooks).hasSize(2).noneMatch(hook -> hook.envelope().contains("spawnDepth"));
    }

    @Test
    void shouldGiveTheSameIdsWhereverTheFileLies() throws IOException {
        String[] lines = {PAYLOAD, "{\"t\":1,\"p\":" + PAYLOAD + "}", PAYLOAD, PAYLOAD.replace("s1", "s2")};
        read(file(lines), true);
        List<String> ids = hooks.stream().map(Hook::id).toList();
        hooks.clear();
        read(Files.move(dir.resolve("hooks.jsonl"), dir.resolve("moved.txt")), true);
        assertThat(hooks).extracting(Hook::id).isEqualTo(ids);
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(ids.get(2)).as("the second of two equal lines").isEqualTo(ids.get(0) + "-1");
    }

    @Test
    void shouldReadGzip() throws IOException {
        Path file = dir.resolve("hooks");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write((PAYLOAD + "\n\n" + PAYLOAD).getBytes(StandardCharsets.UTF_8));
        }
        read(file, true);
        assertThat(hooks).hasSize(2);
    }

    @Test
    void shouldNameLinesThatAreNoHooksAndGoOn() throws IOException {
        Path file = dir.resolve("mixed.jsonl");
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write("[1]\n{\"a\":\n\nnull\n{\"a\":\"".getBytes(StandardCharsets.UTF_8));
            out.write(0xff);
            out.write(("\"}\n" + PAYLOAD + "\n").getBytes(StandardCharsets.UTF_8));
        }
        read(file, true);
        assertThat(hooks).hasSize(1);
        assertThat(bad).hasSize(4);
        assertThat(bad.get(0)).isEqualTo(file + ":1 not a JSON object");
        assertThat(bad.get(1)).startsWith(file + ":2 not JSON: ");
        assertThat(bad.get(2)).startsWith(file + ":4 ");
        assertThat(bad.get(3)).startsWith(file + ":5 ").contains("UTF-8");
    }

    @Test
    void shouldReadAnEmptyFile() throws IOException {
        read(file(), true);
        assertThat(hooks).isEmpty();
        assertThat(bad).isEmpty();
    }

    private Path file(String... lines) throws IOException {
        return Files.write(dir.resolve("hooks.jsonl"), List.of(lines));
    }

    private void read(Path file, boolean meta) throws IOException {
        new HookFile(file.toString()).read(meta, new HookFile.HookReceiver() {
            @Override
            public void hook(HookFile.LineLocation place, Hook hook) {
                hooks.add(hook);
            }

            @Override
            public void bad(HookFile.LineLocation place, String reason) {
                bad.add(place + " " + reason);
            }
        });
    }
}
