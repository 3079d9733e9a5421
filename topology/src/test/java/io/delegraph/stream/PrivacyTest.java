package io.delegraph.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.lifecycle.LifecycleTimeouts;
import io.delegraph.lifecycle.SessionView;
import io.delegraph.lifecycle.Timeline;
import io.delegraph.pricing.Prices;
import io.delegraph.schemas.Json;
import io.delegraph.schemas.lifecycle.AgentDetail;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.AgentText;
import io.delegraph.schemas.lifecycle.AgentText.Part;
import io.delegraph.stream.record.Names;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which texts are kept, and where: checks every place where a text can go. */
class PrivacyTest {
    private static final long NOW = 1_795_361_668_448L;
    private static final String SECRET = "sk-ant-api03-" + "Zq3xW8vK1mN5bR7tY2uP".repeat(4) + "AA";

    /** Each word occurs in one text of the session only. */
    private static final Map<Part, String> WORDS = words();

    @TempDir
    Path dir;

    private static Map<Part, String> words() {
        Map<Part, String> words = new LinkedHashMap<>();
        words.put(Part.PROMPT, "quokkaprompt");
        words.put(Part.REQUEST, "quokkarequest");
        words.put(Part.INPUT, "quokkainput");
        words.put(Part.OUTPUT, "quokkaoutput");
        words.put(Part.RESULT, "quokkaresult");
        return words;
    }

    private static List<String> hooks() {
        String session = "'session_id':'s','prompt_id':'p1','cwd':'/home/dev/shop'";
        String agent = session + ",'agent_id':'a1234567890abcdef','agent_type':'Explore'";
        return List.of(
                "{%s,'hook_event_name':'UserPromptSubmit','prompt':'please quokkaprompt with %s'}"
                        .formatted(session, SECRET),
                "{%s,'hook_event_name':'PreToolUse','tool_name':'Agent','tool_use_id':'t1','tool_input':{'description':'look','prompt':'do quokkarequest now','subagent_type':'Explore'}}"
                        .formatted(session),
                "{%s,'hook_event_name':'SubagentStart'}".formatted(agent),
                "{%s,'hook_event_name':'PreToolUse','tool_name':'Write','tool_use_id':'t2','tool_input':{'file_path':'/x/a.txt','content':'text quokkainput'}}"
                        .formatted(agent),
                "{%s,'hook_event_name':'PostToolUse','tool_name':'Write','tool_use_id':'t2','tool_input':{'file_path':'/x/a.txt'},'tool_response':{'stdout':'said quokkaoutput'}}"
                        .formatted(agent),
                "{%s,'hook_event_name':'SubagentStop','last_assistant_message':'found quokkaresult'}".formatted(agent),
                "{%s,'hook_event_name':'PostToolUse','tool_name':'Agent','tool_use_id':'t1','tool_input':{'prompt':'do quokkarequest now','subagent_type':'Explore'},'tool_response':{'status':'completed','agentId':'a1234567890abcdef','content':[{'type':'text','text':'found quokkaresult'}]}}"
                        .formatted(session),
                "{%s,'hook_event_name':'Stop','last_assistant_message':'quokkaanswer'}".formatted(session));
    }

    private PipedTopology played(String privacy) {
        PipedTopology topology = new PipedTopology(dir, NOW, Map.of("ingest.privacy", privacy));
        for (String hook : hooks()) {
            topology.advanceTo(topology.now() + 100);
            topology.pipe(hook.replace('\'', '"').getBytes(StandardCharsets.UTF_8), topology.now());
        }
        topology.advanceTo(topology.now() + 60_000);
        return topology;
    }

    /** Everything written to a topic. */
    private static String written(PipedTopology topology, String topic) {
        StringBuilder all = new StringBuilder();
        for (TestRecord<byte[], byte[]> record : topology.read(topic)) {
            all.append(record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8));
            all.append(record.value() == null ? "" : new String(record.value(), StandardCharsets.UTF_8));
        }
        return all.toString();
    }

    private static List<AgentDetail> details(SessionView view) {
        return view.agents().stream()
                .map(AgentLifecycle::agentId)
                .map(id -> view.detail(id).orElseThrow())
                .toList();
    }

    private static SessionView view(PipedTopology topology) {
        return new SessionView(topology.rows("s"), LifecycleTimeouts.DEFAULT, Prices.NONE, topology.now());
    }

    private static String answers(PipedTopology topology) {
        SessionView view = view(topology);
        List<Object> answers = new ArrayList<>(details(view));
        answers.add(view.hierarchy());
        answers.add(view.messages());
        answers.add(Timeline.page(topology.rows("s"), null, null, null, null, Integer.MAX_VALUE));
        StringBuilder all = new StringBuilder();
        answers.forEach(answer -> all.append(new String(Json.write(answer), StandardCharsets.UTF_8)));
        return all.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "default"})
    void shouldKeepNoTextOnAnyTopicInAnyStoreOrAnswer(String privacy) {
        try (PipedTopology topology = played(privacy)) {
            assertThat(view(topology).agents()).hasSize(2);
            for (String topic : PipedTopology.OUTPUTS) {
                assertThat(written(topology, topic)).as(topic).doesNotContain("quokka", SECRET);
            }
            assertThat(topology.stored())
                    .allSatisfy((store, bytes) -> assertThat(bytes).as(store).doesNotContain("quokka"));
            assertThat(topology.stored().get(Names.ROWS)).isNotEmpty();
            assertThat(answers(topology)).doesNotContain("quokka").contains("\"texts\":[]");
        }
    }

    @Test
    void shouldKeepAndAnswerEveryTextMaskedWherePrivacyIsFull() {
        try (PipedTopology topology = played("full")) {
            Map<Part, String> kept = new LinkedHashMap<>();
            for (AgentDetail detail : details(view(topology))) {
                for (AgentText text : detail.texts()) {
                    assertThat(kept.put(text.part(), text.text()))
                            .as("one text of each kind, once")
                            .isNull();
                    assertThat(text.part() == Part.PROMPT)
                            .isEqualTo(detail.agent().agentId().equals("root"));
                }
                assertThat(detail.textsLeftOut()).isZero();
            }
            assertThat(kept).containsOnlyKeys(WORDS.keySet());
            WORDS.forEach((part, word) -> assertThat(kept.get(part)).contains(word));
            assertThat(kept.get(Part.PROMPT)).doesNotContain(SECRET);

            assertThat(topology.stored().get(Names.ROWS))
                    .contains(WORDS.values())
                    .doesNotContain(SECRET);
            assertThat(written(topology, Names.EVENTS)).contains(WORDS.values()).doesNotContain(SECRET);
            for (String topic : PipedTopology.OUTPUTS) {
                if (!topic.equals(Names.EVENTS)) {
                    assertThat(written(topology, topic)).as(topic).doesNotContain("quokka");
                }
            }
        }
    }

    @Test
    void shouldAnswerNoMoreTextThanIsAllowedAndCountTheRest() {
        try (PipedTopology topology = new PipedTopology(dir, NOW, Map.of("ingest.privacy", "full"))) {
            String start = "{'session_id':'s','prompt_id':'p%d','hook_event_name':'UserPromptSubmit','prompt':'%s %d'}";
            for (int i = 0; i < 40; i++) {
                topology.advanceTo(topology.now() + 100);
                String hook = start.formatted(i, "word ".repeat(900), i).replace('\'', '"');
                topology.pipe(hook.getBytes(StandardCharsets.UTF_8), topology.now());
            }

            AgentDetail root = view(topology).detail("root").orElseThrow();

            assertThat(root.texts().stream()
                            .mapToInt(text -> text.text().length())
                            .sum())
                    .isBetween(95_000, 100_000);
            assertThat(root.texts().size() + root.textsLeftOut()).isEqualTo(40);
            assertThat(root.texts().getLast().id()).isEqualTo("p39");
            assertThat(root.texts()).isSortedAccordingTo((a, b) -> Long.compare(a.at(), b.at()));
        }
    }
}
