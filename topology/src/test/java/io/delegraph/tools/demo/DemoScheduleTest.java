package io.delegraph.tools.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.delegraph.schemas.Json;
import io.delegraph.tools.demo.truth.FactNames;
import io.delegraph.tools.demo.truth.Label;
import io.delegraph.tools.replay.Hook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

/** Laws of every demo: the same seed gives the same demo, labels precede hooks and are complete, everything is in order. */
class DemoScheduleTest {
    private static final long NOW = 1_795_361_668_448L;
    private static final long LOST_AFTER = Duration.ofMinutes(30).toMillis();

    private static DemoSchedule program(long seed, int sessions, double speed, long startedAt) {
        return new DemoSchedule(new DemoSettings(seed, 1, sessions, speed, null), startedAt);
    }

    private static List<DemoEvent> cues(DemoSchedule schedule) {
        List<DemoEvent> cues = new ArrayList<>();
        schedule.forEachRemaining(cues::add);
        return cues;
    }

    private static List<Hook> hooks(List<DemoEvent> cues) {
        return cues.stream()
                .filter(DemoEvent.HookDue.class::isInstance)
                .map(event -> ((DemoEvent.HookDue) event).hook())
                .toList();
    }

    private static List<Label> labels(List<DemoEvent> cues) {
        return cues.stream()
                .filter(DemoEvent.LabelsKnown.class::isInstance)
                .flatMap(event -> ((DemoEvent.LabelsKnown) event).labels().stream())
                .toList();
    }

    private static JsonNode payload(Hook hook) {
        return envelope(hook).get("hook");
    }

    private static JsonNode envelope(Hook hook) {
        try {
            return Json.MAPPER.readTree(hook.envelope());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Property(tries = 20)
    void shouldPlayTheSameAgainForTheSameSeedAndStart(
            @ForAll long seed, @ForAll @DoubleRange(min = 0.1, max = 40) double speed) {
        assertThat(cues(program(seed, 4, speed, NOW))).isEqualTo(cues(program(seed, 4, speed, NOW)));
    }

    @Test
    void shouldPlayTheSameScenariosWithNewSessionIdsWhenItStartsAtAnotherTime() {
        List<Label> first = labels(cues(program(7, 8, 1, NOW)));
        List<Label> second = labels(cues(program(7, 8, 1, NOW + 90_000)));

        assertThat(second)
                .map(DemoScheduleTest::story)
                .isEqualTo(first.stream().map(DemoScheduleTest::story).toList());
        assertThat(sessions(first)).doesNotContainAnyElementsOf(sessions(second));
    }

    /** The content of a label, without ids, times and what depends on texts. */
    private static List<Object> story(Label label) {
        boolean named = Set.of(
                        FactNames.PARENT,
                        FactNames.STARTED_BY,
                        FactNames.PARENT_SESSION,
                        FactNames.HAND_OFF_FROM,
                        FactNames.PEER_OF,
                        FactNames.USAGE,
                        FactNames.TRANSFER)
                .contains(label.fact());
        return List.of(label.fact(), named ? "" : label.value(), label.knowable(), label.maySay());
    }

    private static Set<String> sessions(List<Label> labels) {
        return labels.stream().map(Label::session).collect(Collectors.toSet());
    }

    @Property(tries = 20)
    void shouldEmitLabelsBeforeTheFirstHookAndHooksInOrder(@ForAll long seed) {
        Set<String> revealed = new HashSet<>();
        Map<String, Long> latest = new HashMap<>();
        long latestLive = NOW;
        for (DemoEvent event : cues(program(seed, 6, 1, NOW))) {
            switch (event) {
                case DemoEvent.LabelsKnown reveal -> revealed.addAll(sessions(reveal.labels()));
                case DemoEvent.HookDue fire -> {
                    Hook hook = fire.hook();
                    assertThat(revealed).contains(hook.sessionId());
                    assertThat(hook.at()).isGreaterThanOrEqualTo(latest.getOrDefault(hook.sessionId(), 0L));
                    latest.put(hook.sessionId(), hook.at());
                    if (hook.at() > NOW) {
                        assertThat(hook.at()).isGreaterThanOrEqualTo(latestLive);
                        latestLive = hook.at();
                    } else {
                        assertThat(latestLive)
                                .as("history comes before what is live")
                                .isEqualTo(NOW);
                    }
                }
            }
        }
    }

    @Property(tries = 20)
    void shouldLabelEveryStartedAgentAndEveryRefusedRequest(@ForAll long seed) {
        List<DemoEvent> cues = cues(program(seed, 6, 1, NOW));
        Map<List<String>, Set<String>> classes = labels(cues).stream()
                .filter(label -> label.subject() != null)
                .collect(Collectors.groupingBy(
                        label -> List.of(label.session(), label.subject()),
                        Collectors.mapping(Label::fact, Collectors.toSet())));
        for (Hook hook : hooks(cues)) {
            JsonNode payload = payload(hook);
            String event = payload.get("hook_event_name").asText();
            if (event.equals("SubagentStart")) {
                assertThat(classes.get(List.of(
                                hook.sessionId(), payload.get("agent_id").asText())))
                        .contains(
                                FactNames.PARENT,
                                FactNames.LEVEL,
                                FactNames.TYPE,
                                FactNames.BACKGROUND,
                                FactNames.RUNS,
                                FactNames.OUTCOME,
                                FactNames.COORDINATION);
            }
            String error = payload.path("error").asText();
            if (event.equals("PostToolUseFailure")
                    && payload.get("tool_name").asText().equals("Agent")
                    && !payload.get("is_interrupt").asBoolean()
                    && !error.startsWith("Agent terminated")) {
                assertThat(classes.get(List.of(
                                hook.sessionId(), payload.get("tool_use_id").asText())))
                        .contains(FactNames.PARENT, FactNames.TYPE, FactNames.OUTCOME, FactNames.REFUSAL);
            }
        }
    }

    /** The messages between an agent and its parent, and the agent's usage, as in the hooks. */
    @Property(tries = 20)
    void shouldMatchTheHooksOfEveryAnsweredAgent(@ForAll long seed) {
        List<DemoEvent> cues = cues(program(seed, 6, 1, NOW));
        Map<List<String>, String> amounts = labels(cues).stream()
                .filter(label -> label.subject() != null && label.knowable())
                .collect(Collectors.toMap(
                        label -> List.of(label.session(), label.subject(), label.fact()), Label::value, (a, b) -> b));
        Map<List<String>, JsonNode> usages = new HashMap<>();
        for (Hook hook : hooks(cues)) {
            JsonNode payload = payload(hook);
            String event = payload.get("hook_event_name").asText();
            if (event.equals("SubagentStop") && envelope(hook).has("source_version")) {
                List<String> agent =
                        List.of(hook.sessionId(), payload.get("agent_id").asText(), FactNames.USAGE);
                usages.put(agent, envelope(hook).get("agent_usage"));
            }
            JsonNode answer = payload.path("tool_response");
            if (event.equals("PostToolUse") && answer.path("status").asText().equals("completed")) {
                String agentId = answer.get("agentId").asText();
                int prompt = payload.get("tool_input").get("prompt").asText().length();
                int result = answer.get("content").get(0).get("text").asText().length();
                // the sent hooks are not always enough to know the truth: a killed session is cut off
                assertThat(amounts.getOrDefault(List.of(hook.sessionId(), agentId, FactNames.MESSAGES), "2"))
                        .isEqualTo("2");
                String chars = Integer.toString(prompt + result);
                assertThat(amounts.getOrDefault(List.of(hook.sessionId(), agentId, FactNames.TRANSFER), chars))
                        .isEqualTo(chars);
            }
        }
        usages.keySet().retainAll(amounts.keySet());
        usages.forEach((agent, usage) -> assertThat(amounts.get(agent))
                .isEqualTo(Long.toString(usage.get("input_tokens").asLong()
                        + usage.get("output_tokens").asLong()
                        + usage.get("cache_read_input_tokens").asLong()
                        + usage.get("cache_creation_input_tokens").asLong())));
    }

    /** Only an awaited call may keep an agent silent for longer, because it counts as a sign of life. */
    @Property(tries = 20)
    void shouldNeverBeInactiveForLongerThanTheTimeout(@ForAll long seed) {
        Map<String, Long> latest = new HashMap<>();
        Map<String, Set<String>> calls = new HashMap<>();
        for (Hook hook : hooks(cues(program(seed, 6, 1, NOW)))) {
            JsonNode payload = payload(hook);
            if (!payload.has("agent_id")) {
                continue;
            }
            String agent = hook.sessionId() + payload.get("agent_id").asText();
            String event = payload.get("hook_event_name").asText();
            Set<String> open = calls.computeIfAbsent(agent, id -> new HashSet<>());
            Long before = latest.put(agent, hook.at());
            if (before != null && open.isEmpty() && !event.equals("SubagentStart")) {
                assertThat(hook.at() - before).isLessThan(LOST_AFTER);
            }
            if (event.equals("PreToolUse")) {
                open.add(payload.get("tool_use_id").asText());
            } else if (event.startsWith("PostToolUse")) {
                open.remove(payload.get("tool_use_id").asText());
            }
        }
    }

    @Test
    void shouldPlayEveryScenario() {
        Set<String> kinds = new TreeSet<>();
        LongStream.rangeClosed(1, 10)
                .forEach(seed -> labels(cues(program(seed, 30, 1, NOW)))
                        .forEach(label -> kinds.add(label.fact() + " " + label.value())));

        assertThat(kinds)
                .contains("strategy single", "strategy parallel", "strategy sequential", "strategy hierarchical")
                .contains("orchestration wave", "orchestration sub-agent", "orchestration loop", "orchestration single")
                .contains("coordination fire-and-forget", "coordination supervised", "coordination collaborative")
                .contains("outcome COMPLETED", "outcome FAILED", "outcome KILLED", "outcome REFUSED", "outcome WAITING")
                .contains("refusal UNKNOWN_TYPE", "refusal DEPTH_LIMIT", "refusal CONCURRENCY_LIMIT", "refusal BUDGET")
                .contains("runs 2", "runs 3", "level 2", "background true");
        assertThat(kinds.stream().map(kind -> kind.substring(0, kind.indexOf(' '))))
                .contains(FactNames.PARENT_SESSION, FactNames.STARTED_BY, FactNames.HAND_OFF_FROM, FactNames.PEER_OF);
    }

    @Test
    void shouldMarkAsUnknowableWhatComesAfterTheEnd() {
        Duration playFor = Duration.ofSeconds(20);
        List<DemoEvent> cues = cues(new DemoSchedule(new DemoSettings(3, 1, null, 1, playFor), NOW));
        long end = NOW + playFor.toMillis();

        assertThat(hooks(cues)).map(Hook::at).allMatch(at -> at <= end);
        assertThat(labels(cues)).filteredOn(Label::knowable).map(Label::knownAt).allMatch(at -> at <= end);
        assertThat(labels(cues)).anyMatch(label -> label.fact().equals(FactNames.OUTCOME) && !label.knowable());
    }

    @Test
    void shouldRunTenTimesAsFastAtSpeedTen() {
        long live = hooks(cues(program(5, 10, 1, NOW))).stream()
                        .mapToLong(Hook::at)
                        .max()
                        .orElseThrow()
                - NOW;
        long fast = hooks(cues(program(5, 10, 10, NOW))).stream()
                        .mapToLong(Hook::at)
                        .max()
                        .orElseThrow()
                - NOW;
        long history = DemoSchedule.HISTORY.toMillis();

        // the client's own times, some ms per hook, are not compressed
        assertThat((live + history) / 10.0).isBetween(0.9 * (fast + history / 10.0), fast + history / 10.0);
    }

    @Test
    void shouldNameTheInvalidSetting() {
        assertThatThrownBy(() -> new DemoSettings(1, 0, null, 1, null)).hasMessageContaining("--rate");
        assertThatThrownBy(() -> new DemoSettings(1, 1, 0, 1, null)).hasMessageContaining("--sessions");
        assertThatThrownBy(() -> new DemoSettings(1, 1, null, 1_000, null)).hasMessageContaining("--speed");
        assertThatThrownBy(() -> new DemoSettings(1, 1, null, 1, Duration.ZERO)).hasMessageContaining("--for");
    }
}
