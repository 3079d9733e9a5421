package io.delegraph.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.delegraph.http.api.TreeJson;
import io.delegraph.schemas.Json;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.Hierarchy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForestTest {
    private static Forest forest(AgentLifecycle... agents) {
        return Forest.of(new Hierarchy(SampleRecords.session("s", 1), null, Arrays.asList(agents), List.of()));
    }

    private static AgentLifecycle agent(String id, String parent) {
        return SampleRecords.agent("s", id, parent);
    }

    /** For example {@code root(a(c) b)}. */
    private static String drawn(Forest.ForestNode node) {
        StringBuilder text = new StringBuilder(node.agent().agentId());
        if (!node.children().isEmpty()) {
            List<String> children =
                    node.children().stream().map(ForestTest::drawn).toList();
            text.append('(').append(String.join(" ", children)).append(')');
        }
        return text.toString();
    }

    private static List<String> unparented(Forest forest) {
        return forest.unparented().stream().map(ForestTest::drawn).toList();
    }

    @Test
    void shouldNestChildrenInTheListsOrder() {
        Forest forest = forest(
                agent("c", "a"), SampleRecords.root("s"), agent("a", "root"), agent("b", "root"), agent("d", "a"));

        assertThat(drawn(forest.root())).isEqualTo("root(a(c d) b)");
        assertThat(forest.unparented()).isEmpty();
    }

    @Test
    void shouldKeepTreesWithoutAParentApart() {
        Forest forest = forest(
                SampleRecords.root("s"), agent("y", "x"), SampleRecords.unparented("s", "x"), agent("z", "never seen"));

        assertThat(drawn(forest.root())).isEqualTo("root");
        assertThat(unparented(forest)).containsExactly("x(y)", "z");
    }

    @Test
    void shouldCutCyclesAtTheirFirstAgent() {
        Forest forest = forest(
                SampleRecords.root("s"),
                agent("q", "p"),
                agent("p", "r"),
                agent("r", "q"),
                agent("self", "self"),
                agent("leaf", "p"));

        assertThat(unparented(forest)).containsExactly("q(r(p(leaf)))", "self");
    }

    @Test
    void shouldGiveTheRootNoParent() {
        assertThat(drawn(forest(agent("root", "a"), agent("a", "root")).root())).isEqualTo("root(a)");
    }

    @Test
    void shouldDoWithoutARoot() throws IOException {
        Forest forest = forest(agent("a", "root"), agent("b", "a"));

        assertThat(forest.root()).isNull();
        assertThat(unparented(forest)).containsExactly("a(b)");
        assertThat(Json.MAPPER.readTree(TreeJson.write(forest)).get("root").isNull())
                .isTrue();
    }

    @Test
    void shouldContainEachAgentOnceForAnyList() {
        assertThat(drawn(forest(SampleRecords.root("s"), agent("a", "root"), agent("a", "root"))
                        .root()))
                .isEqualTo("root(a)");
    }

    @Test
    void shouldWriteTreesOfAnyDepth() {
        List<AgentLifecycle> agents = new ArrayList<>(List.of(SampleRecords.root("s")));
        String parent = "root";
        for (int i = 0; i < 20_000; i++) {
            agents.add(agent("a" + i, parent));
            parent = "a" + i;
        }

        byte[] json = TreeJson.write(Forest.of(new Hierarchy(SampleRecords.session("s", 1), 7L, agents, List.of())));

        String text = new String(json, StandardCharsets.UTF_8);
        assertThat(text)
                .contains("\"agent_id\":\"a19999\"")
                .contains("\"at\":7")
                .endsWith("\"unparented\":[],\"workflows\":[]}");
        assertThat(text.chars().filter(c -> c == '{').count())
                .isEqualTo(text.chars().filter(c -> c == '}').count());
    }

    @Test
    void shouldWriteAnAgentAsTheListDoes() throws IOException {
        JsonNode nested = Json.MAPPER.readTree(TreeJson.write(forest(SampleRecords.root("s"), agent("a", "root"))));
        JsonNode flat = Json.MAPPER.readTree(Json.write(agent("a", "root")));

        JsonNode child = nested.at("/root/children/0");
        ((ObjectNode) child).remove("children");
        assertThat(child).isEqualTo(flat);
    }
}
