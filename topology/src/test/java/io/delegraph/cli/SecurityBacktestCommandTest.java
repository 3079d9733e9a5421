package io.delegraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.delegraph.broker.EmbeddedBroker;
import io.delegraph.config.Settings;
import io.delegraph.ingest.KeyedHashes;
import io.delegraph.ingest.Normalized;
import io.delegraph.ingest.PrivacyMode;
import io.delegraph.ingest.RawPosition;
import io.delegraph.ingest.adapters.ClientAdapters;
import io.delegraph.schemas.Json;
import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.stream.admin.TopicSetup;
import io.delegraph.stream.record.JsonSerdes;
import io.delegraph.stream.record.Names;
import io.delegraph.stream.record.Partitioning;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over a real broker, whose topic has two sessions that go on side by side, and over recordings. */
class SecurityBacktestCommandTest {
    private static final Path BUILT_IN = Path.of("../config/security-policies.yaml");
    private static final String HOOK = """
            {"hook_event_name":"%s","session_id":"%s","cwd":"/home/dev/project",\
            "transcript_path":"/home/dev/.claude/projects/-home-dev-project/s.jsonl","permission_mode":"default",\
            "tool_name":"Bash","tool_use_id":"%s","tool_input":{"command":"%s"}}""";
    private static final long AT = 1_795_200_000_000L;

    @TempDir
    private static Path shared;

    private static EmbeddedBroker broker;

    @TempDir
    private Path dir;

    private CommandCall user;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(shared.resolve("broker"), 0);
        TopicSetup.ensure(broker.bootstrapServers(), Settings.load(null, Map.of()));
        List<AgentEvent.InSession> events = new ArrayList<>();
        events.addAll(events("PreToolUse", "s-old", "toolu_1", "rm -rf ~"));
        events.addAll(events("PreToolUse", "s-new", "toolu_2", "sudo ls"));
        events.addAll(events("PostToolUse", "s-old", "toolu_1", "rm -rf ~"));
        send(events, AT);
        send(events("PostToolUse", "s-new", "toolu_2", "sudo ls"), AT + 86_400_000);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private static List<AgentEvent.InSession> events(String event, String session, String call, String command) {
        byte[] hook = HOOK.formatted(event, session, call, command).getBytes(StandardCharsets.UTF_8);
        Normalized normalized = ClientAdapters.normalizer(PrivacyMode.NONE, KeyedHashes.keyed("only within this test"))
                .normalize(hook, new RawPosition(0, (event + call).hashCode(), AT));
        return ((Normalized.Accepted) normalized).events();
    }

    /** Beside them a record of each kind that is to be passed over: no event, and one on a partition that is not its session's. */
    private static void send(List<AgentEvent.InSession> events, long at) {
        Serializer<AgentEvent> serializer = JsonSerdes.serializer();
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            int partitions = producer.partitionsFor(Names.EVENTS).size();
            List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
            for (AgentEvent.InSession event : events) {
                String session = event.origin().sessionId();
                byte[] value = serializer.serialize(Names.EVENTS, event);
                int partition = Partitioning.of(session, partitions);
                records.add(new ProducerRecord<>(Names.EVENTS, partition, at, session, value));
                records.add(new ProducerRecord<>(Names.EVENTS, (partition + 1) % partitions, at, session, value));
            }
            records.add(new ProducerRecord<>(
                    Names.EVENTS, Partitioning.of("s-old", partitions), AT, "s-old", new byte[] {'{'}));
            records.add(new ProducerRecord<>(Names.EVENTS, 0, at, null, new byte[] {'{'}));
            for (ProducerRecord<String, byte[]> record : records) {
                var unused = producer.send(record);
            }
        }
    }

    private Path policy(String found, String replacement) throws IOException {
        String text = Files.readString(BUILT_IN);
        assertThat(text).contains(found);
        return Files.writeString(dir.resolve("policy.yaml"), text.replace(found, replacement));
    }

    private int backtest(Path policy, String... more) {
        user = new CommandCall(dir.resolve("state"));
        List<String> args = new ArrayList<>(List.of("security", "backtest", "--policy", policy.toString()));
        args.addAll(List.of(more));
        return user.run(args.toArray(String[]::new));
    }

    private int overTheTopic(Path policy, String... more) {
        List<String> args = new ArrayList<>(List.of("--bootstrap-servers", broker.bootstrapServers()));
        args.addAll(List.of(more));
        return backtest(policy, args.toArray(String[]::new));
    }

    @Test
    void shouldChangeNothingForThePolicyInForce() {
        assertThat(overTheTopic(BUILT_IN)).as(user::err).isZero();

        assertThat(user.out()).isEqualTo("""
                rule  severity  added  gone  suppressed  reopened  raised  lowered  unchanged
                E7    medium        0     0           0         0       0        0          1
                C1    critical      0     0           0         0       0        0          1
                """);
        assertThat(user.err())
                .contains("records, to be read twice\n", "4 events of 2 sessions in ", "2 records are no events\n")
                .endsWith("2 unchanged\n");
    }

    @Test
    void shouldSayWhichFindingsAreGone() throws IOException {
        assertThat(overTheTopic(policy("disabled-rules: []", "disabled-rules: [C1]")))
                .isZero();

        assertThat(user.out())
                .contains("C1    critical      0     1 ")
                .endsWith(
                        "gone        critical  C1  session s-old, main agent: it deleted the home directory or a file system (toolu_1)\n");
    }

    @Test
    void shouldFailWhenSomethingSevereIsAdded() throws IOException {
        Path strict = policy("severities: {}", "severities: {E7: high}");

        assertThat(overTheTopic(strict)).isOne();
        assertThat(user.out())
                .contains("E7    high          0     0           0         0       1        0          0");
        assertThat(overTheTopic(strict, "--fail-on", "critical")).isZero();
    }

    @Test
    void shouldReadWholeSessionsThatWereWrittenToSince() throws IOException {
        overTheTopic(BUILT_IN, "--json", "--since", Instant.ofEpochMilli(AT + 1).toString());

        JsonNode report = Json.MAPPER.readTree(user.out());
        assertThat(report.get("sessions").intValue()).isOne();
        assertThat(report.get("rules")).hasSize(1);
        assertThat(report.at("/rules/0/rule").textValue()).isEqualTo("E7");
        assertThat(report.at("/rules/0/unchanged").intValue()).isOne();
        assertThat(report.get("policy_in_force")).isEqualTo(report.get("policy_file"));
    }

    @Test
    void shouldPrintChangedFindingsAsJson() throws IOException {
        overTheTopic(
                policy(
                        "exceptions: []",
                        "exceptions: [{id: ok, rule: C1, when: {session: s-old, agent: root}, until: 2099-01-01, why: test}]"),
                "--json");

        JsonNode report = Json.MAPPER.readTree(user.out());
        assertThat(report.at("/findings")).hasSize(1);
        assertThat(report.at("/findings/0/change").textValue()).isEqualTo("SUPPRESSED");
        assertThat(report.at("/findings/0/finding/exception").textValue()).isEqualTo("ok");
        assertThat(report.get("findings_left_out").intValue()).isZero();
        assertThat(report.get("policy_in_force")).isNotEqualTo(report.get("policy_file"));
    }

    @Test
    void shouldJudgeRecordingsWithoutABroker() throws IOException {
        String line = "{\"t\":%d,\"p\":%s}\n";
        Files.writeString(
                dir.resolve("recording.jsonl"),
                line.formatted(AT, HOOK.formatted("PreToolUse", "s-file", "toolu_9", "sudo ls"))
                        + line.formatted(AT + 1, HOOK.formatted("PostToolUse", "s-file", "toolu_9", "sudo ls")));

        assertThat(backtest(policy("disabled-rules: []", "disabled-rules: [E7]"), "--from", dir.toString()))
                .as(user::err)
                .isZero();
        assertThat(user.out()).contains("gone        medium    E7  session s-file, main agent: ");
        assertThat(user.err()).isEqualTo("1 gone\n");
    }

    @Test
    void shouldNameTheKeyThatIsWrongAndReadNothing() throws IOException {
        Path bad = policy("severities: {}", "severities: {C1: huge}");

        assertThat(overTheTopic(bad)).isOne();
        assertThat(user.err())
                .isEqualTo("severities.C1 wants one of low, medium, high, critical, found \"huge\" (" + bad + ")\n");
        assertThat(user.out()).isEmpty();
    }

    @Test
    void shouldSayThatTheTopicIsMissing() {
        try (EmbeddedBroker empty = EmbeddedBroker.start(dir.resolve("empty"), 0)) {
            assertThat(backtest(BUILT_IN, "--bootstrap-servers", empty.bootstrapServers()))
                    .isOne();
        }
        assertThat(user.err())
                .contains("the topic agent.events could not be read from ")
                .hasLineCount(1);
    }
}
