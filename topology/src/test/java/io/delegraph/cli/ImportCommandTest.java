package io.delegraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.cli.terminal.ImportProgress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {
    private static final String LINE =
            "{\"type\":\"%s\",\"sessionId\":\"%s\",\"uuid\":\"%s\",\"timestamp\":\"2026-02-01T10:00:00Z\",\"message\":%s}\n";

    @TempDir
    private Path dir;

    private final StringBuilder out = new StringBuilder();
    private final StringBuilder err = new StringBuilder();

    private int run(String... args) {
        CommandCall call = new CommandCall(dir.resolve("state"));
        int exit = call.run(Stream.concat(Stream.of("import"), Stream.of(args)).toArray(String[]::new));
        out.append(call.out());
        err.append(call.err());
        return exit;
    }

    /** The printed report, without the duration. */
    private String report() {
        return out.toString().replaceAll("(?m)^(nothing sent|imported).*\\R", "");
    }

    private static String prompt(String session, String uuid) {
        return LINE.formatted("user", session, uuid, "{\"content\":\"go\"}");
    }

    @Test
    void shouldReadZippedTranscriptsNamedOneByOneWithTheirAgents() throws IOException {
        Path session = dir.resolve("s1.jsonl.gz");
        try (GZIPOutputStream zip = new GZIPOutputStream(Files.newOutputStream(session))) {
            zip.write((prompt("s1", "u1") + "{broken\n").getBytes(StandardCharsets.UTF_8));
        }
        Path agents = Files.createDirectories(dir.resolve("s1/subagents/workflows/w1"));
        Files.writeString(agents.resolve("agent-a1.jsonl"), prompt("s1", "u2"));
        Files.writeString(agents.resolve("agent-a1.meta.json"), "{\"agentType\":\"Plan\"}");
        Files.writeString(agents.resolve("agent-acompact-f1.jsonl"), prompt("s1", "u3"));
        Files.writeString(agents.resolve("journal.jsonl"), "{}\n");
        Files.writeString(dir.resolve("s2.jsonl"), prompt("s2", "u4"));

        assertThat(run("--dry-run", session.toString())).isZero();

        assertThat(report().lines())
                .containsExactly(
                        "1 sessions, 1 agents, 0 delegations: 2 hooks from 3 entries in 2 files",
                        "2 files skipped: no transcripts 1, the client's own helpers 1",
                        "1 not read:",
                        "  " + session + ":2: not JSON: Unexpected character ('b' (code 98)):"
                                + " was expecting double-quote to start field name");
    }

    @Test
    void shouldLeaveOutSessionsThatWereNotWrittenToSince() throws IOException {
        Path old = dir.resolve("s1.jsonl");
        Files.writeString(old, prompt("s1", "u1"));
        Files.setLastModifiedTime(old, FileTime.from(Instant.parse("2026-01-31T00:00:00Z")));
        Files.writeString(dir.resolve("s2.jsonl"), prompt("s2", "u2"));

        assertThat(run("--dry-run", "--since", "2026-02-01", dir.toString())).isZero();

        assertThat(report().lines())
                .containsExactly(
                        "1 sessions, 0 agents, 0 delegations: 1 hooks from 1 entries in 1 files",
                        "1 files skipped: written to before --since 1");
    }

    @Test
    void shouldFailInOneLineWhenAnArgumentIsInvalid() throws IOException {
        Path missing = dir.resolve("missing");
        assertThat(run("--dry-run", missing.toString())).isOne();
        assertThat(run("--dry-run", "--since", "yesterday", dir.toString())).isEqualTo(2);
        assertThat(err.toString().lines())
                .containsExactly(
                        "looking for transcripts in " + missing + "; nothing will be sent (--dry-run)",
                        missing + " does not exist",
                        "--since: yesterday is not a time; try 2026-01-31, 2026-01-31T08:00:00Z, 7d or 12h; see delegraph"
                                + " import --help");
    }

    @Test
    void shouldFailWithAMessageWhenNoBrokerAnswers() throws IOException {
        Files.writeString(dir.resolve("s1.jsonl"), prompt("s1", "u1"));

        assertThat(run("--bootstrap-servers", "127.0.0.1:1", dir.toString())).isOne();

        assertThat(err.toString().lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .isEqualTo("looking for transcripts in " + dir
                                        + ", to import them into Kafka at 127.0.0.1:1"),
                        line -> assertThat(line).isEqualTo("reading 1 transcript, 0.0 MB"),
                        line -> assertThat(line).startsWith("no Kafka broker answers at 127.0.0.1:1"));
    }

    @Test
    void shouldDrawABar() {
        assertThat(ImportProgress.bar(0, 200)).isEqualTo("[------------------------------]   0 %");
        assertThat(ImportProgress.bar(100, 200)).isEqualTo("[###############---------------]  50 %");
        assertThat(ImportProgress.bar(300, 200)).isEqualTo("[##############################] 100 %");
        assertThat(ImportProgress.bar(0, 0)).endsWith("100 %");
    }

    @Test
    void shouldDetectHistoryWithoutReadingIt() throws IOException {
        assertThat(TranscriptDirectory.hasTranscripts(dir.resolve("projects"))).isFalse();
        Path project = Files.createDirectories(dir.resolve("projects/-home-dev-project"));
        assertThat(TranscriptDirectory.hasTranscripts(dir.resolve("projects"))).isFalse();
        Files.writeString(project.resolve("s1.jsonl"), "");
        assertThat(TranscriptDirectory.hasTranscripts(dir.resolve("projects"))).isTrue();
    }
}
