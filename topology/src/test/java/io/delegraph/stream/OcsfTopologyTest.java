package io.delegraph.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.delegraph.lifecycle.Recording;
import io.delegraph.schemas.Json;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import io.delegraph.schemas.ocsf.ApplicationLifecycle;
import io.delegraph.schemas.ocsf.DetectionFinding;
import io.delegraph.schemas.ocsf.OcsfTag;
import io.delegraph.schemas.security.SecurityFinding;
import io.delegraph.stream.record.Names;
import io.delegraph.tools.security.CheckedHooks;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written for a SIEM, compared with what is written to the topics of findings, agents and workflows. */
class OcsfTopologyTest {
    private static final String DENIED = "Permission to use Bash with command git stash has been denied.";

    @TempDir
    Path dir;

    /** A denial that an agent works around, with a later permission that retracts it; one agent ends, the other is lost. */
    private static CheckedHooks session() {
        return new CheckedHooks()
                .start()
                .denied(null, "Bash git stash push -m a", DENIED)
                .delegate("a1", "general-purpose")
                .delegate("a2", "Explore")
                .allowed("a1", "Bash git stash push -m b")
                .call("a2", "Bash rm -rf ~")
                .stop("a1", "general-purpose", "done");
    }

    private PipedTopology topology(String name, CheckedHooks hooks, Map<String, String> settings) {
        return new PipedTopology(dir.resolve(name), hooks.lastAt(), settings);
    }

    private static void play(PipedTopology topology, List<byte[]> hooks) {
        for (byte[] hook : hooks) {
            topology.pipe(hook, topology.now());
            topology.advance(Duration.ofMillis(300));
        }
        topology.advance(Duration.ofSeconds(70));
        topology.advance(Duration.ofSeconds(70));
    }

    private static void wait(PipedTopology topology, Duration time) {
        for (long minute = 0; minute < time.toMinutes(); minute++) {
            topology.advance(Duration.ofMinutes(1));
        }
    }

    private static boolean isFinding(TestRecord<byte[], byte[]> record) {
        return text(record.value()).contains("\"class_uid\":2004");
    }

    private static <T> List<T> values(List<TestRecord<byte[], byte[]>> records, Class<T> type) {
        return records.stream()
                .filter(record -> record.value() != null)
                .map(record -> Json.read(record.value(), type))
                .toList();
    }

    private static List<ApplicationLifecycle> lifecycles(List<TestRecord<byte[], byte[]>> records) {
        return values(records.stream().filter(record -> !isFinding(record)).toList(), ApplicationLifecycle.class);
    }

    private static Map<String, List<String>> byAgent(List<ApplicationLifecycle> events) {
        Map<String, List<String>> found = new TreeMap<>();
        events.stream()
                .filter(event -> event.activityId() != 99)
                .forEach(event -> found.computeIfAbsent(
                                event.app().uid().replaceAll(".*/", ""), agent -> new ArrayList<>())
                        .add(event.activityName() + " " + event.status()));
        return found;
    }

    @Test
    void shouldWriteEveryRevisionOfAFindingOnce() {
        CheckedHooks hooks = session();
        List<byte[]> all = hooks.hooks();
        byte[] permission = all.stream()
                .filter(hook -> text(hook).contains("PermissionRequest"))
                .findFirst()
                .orElseThrow();
        try (PipedTopology topology = topology("revisions", hooks, Map.of())) {
            play(topology, all.stream().filter(hook -> hook != permission).toList());
            play(topology, List.of(permission));
            play(topology, hooks.hooksShuffled(1));
            List<TestRecord<byte[], byte[]>> published = topology.read(Names.FINDINGS);
            List<TestRecord<byte[], byte[]>> events = topology.read(Names.FINDINGS_OCSF).stream()
                    .filter(OcsfTopologyTest::isFinding)
                    .toList();

            assertThat(values(published, SecurityFinding.class))
                    .extracting(finding -> finding.state().name())
                    .contains("NEW", "RETRACTED");
            assertThat(values(events, DetectionFinding.class))
                    .extracting(
                            event -> event.findingInfo().uid(), DetectionFinding::statusCode, DetectionFinding::time)
                    .containsExactlyElementsOf(values(published, SecurityFinding.class).stream()
                            .map(finding -> tuple(finding.id(), finding.state().name(), finding.changedAt()))
                            .toList());
            assertThat(events)
                    .extracting(record -> text(record.key()))
                    .containsExactlyElementsOf(
                            published.stream().map(record -> text(record.key())).toList());
        }
    }

    @Test
    void shouldStartAndEndEveryAgentOnceWhateverIsRepeated() {
        CheckedHooks hooks = session();
        try (PipedTopology topology = topology("once", hooks, Map.of())) {
            play(topology, hooks.hooks());
            play(topology, hooks.hooksShuffled(2));
            play(topology, hooks.hooks());
            wait(topology, Duration.ofHours(7));
            List<ApplicationLifecycle> events = lifecycles(topology.read(Names.FINDINGS_OCSF));

            assertThat(byAgent(events).get("a1")).containsExactly("Start Success", "Stop Success");
            assertThat(byAgent(events).get("a2")).containsExactly("Start Success", "Stop Unknown");
            assertThat(byAgent(events).get("root")).startsWith("Start Success").doesNotHaveDuplicates();
            assertThat(topology.lifecycles()).hasSameSizeAs(byAgent(events));
        }
    }

    @Test
    void shouldReviseALossByALateStop() {
        CheckedHooks hooks = session();
        CheckedHooks later = session().stop("a2", "Explore", "done at last");
        byte[] stop = later.hooks().getLast();
        try (PipedTopology topology = topology("late", hooks, Map.of())) {
            play(topology, hooks.hooks());
            wait(topology, Duration.ofHours(7));
            play(topology, List.of(stop));
            List<ApplicationLifecycle> events = lifecycles(topology.read(Names.FINDINGS_OCSF));

            assertThat(byAgent(events).get("a2")).containsExactly("Start Success", "Stop Unknown", "Stop Success");
            assertThat(events.getLast().app().uid()).endsWith("/a2");
            assertThat(events.getLast().metadata().tags()).contains(new OcsfTag("revises", List.of("LOST")));
        }
    }

    @Test
    void shouldSummariseAWorkflowEachTimeItSettles() {
        Recording recording = Recording.named("fan");
        long last = at(recording.lines().getLast());
        try (PipedTopology topology =
                new PipedTopology(dir.resolve("workflow"), at(recording.lines().getFirst()), Map.of())) {
            List<byte[]> envelopes = recording.envelopes(true);
            for (int i = 0; i < envelopes.size(); i++) {
                topology.advanceTo(at(recording.lines().get(i)));
                topology.pipe(envelopes.get(i), topology.now());
            }
            topology.advanceTo(last + 60_000);
            play(topology, envelopes);
            Map<String, Boolean> settled = new TreeMap<>();
            List<String> settlements = new ArrayList<>();
            for (WorkflowSummary revision : values(topology.read(Names.WORKFLOWS), WorkflowSummary.class)) {
                boolean before = Boolean.TRUE.equals(settled.put(revision.workflowId(), revision.settled()));
                if (revision.settled() && !before) {
                    settlements.add(revision.workflowId());
                }
            }

            assertThat(settlements).isNotEmpty();
            assertThat(lifecycles(topology.read(Names.FINDINGS_OCSF)))
                    .filteredOn(event -> event.activityId() == 99)
                    .extracting(event -> event.app().uid().replaceAll(".*/", ""))
                    .containsExactlyElementsOf(settlements);
        }
    }

    private static long at(JsonNode line) {
        return line.get("t").longValue();
    }

    @Test
    void shouldChangeNoOtherTopicAndWriteNothingWhenSwitchedOff() {
        CheckedHooks hooks = session();
        Map<String, List<String>> on = outputs("on", hooks, "true");
        Map<String, List<String>> off = outputs("off", hooks, "false");

        assertThat(on.remove(Names.FINDINGS_OCSF)).isNotEmpty();
        assertThat(off.remove(Names.FINDINGS_OCSF)).isEmpty();
        assertThat(off).isEqualTo(on);
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    private Map<String, List<String>> outputs(String name, CheckedHooks hooks, String ocsf) {
        Map<String, List<String>> written = new TreeMap<>();
        try (PipedTopology topology = topology(name, hooks, Map.of("security.ocsf", ocsf))) {
            play(topology, hooks.hooks());
            for (String topic : PipedTopology.OUTPUTS) {
                written.put(
                        topic,
                        topology.read(topic).stream()
                                .map(record -> text(record.key()) + " " + text(record.value()))
                                .toList());
            }
        }
        return written;
    }

    @Test
    void shouldWriteNothingForCalls() {
        CheckedHooks hooks = new CheckedHooks().start().delegate("a1", "general-purpose");
        for (int call = 0; call < 50; call++) {
            hooks.after(2_000).call("a1", "Read /home/dev/project/a" + call + ".txt");
        }
        try (PipedTopology topology = topology("calls", hooks, Map.of())) {
            play(topology, hooks.hooks());
            List<AgentLifecycle> revisions = values(topology.read(Names.LIFECYCLES), AgentLifecycle.class);

            assertThat(revisions).hasSizeGreaterThan(10);
            assertThat(byAgent(lifecycles(topology.read(Names.FINDINGS_OCSF))))
                    .isEqualTo(Map.of("root", List.of("Start Success"), "a1", List.of("Start Success")));
        }
    }
}
