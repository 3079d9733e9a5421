package io.delegraph.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.delegraph.schemas.lifecycle.SessionMatch;
import io.delegraph.schemas.lifecycle.SessionMatch.Field;
import io.delegraph.schemas.lifecycle.SessionMatch.SearchHit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionSearchTest {
    private final HookSequence hooks = new HookSequence()
            .opened()
            .prompted("p1")
            .fire(
                    "PreToolUse",
                    "{'tool_name':'Agent','tool_use_id':'t1','tool_input':{'description':'Map the Checkout','prompt':'x','subagent_type':'Explore','name':'scout'}}")
            .started("a1", "Explore")
            .fire(
                    "PostToolUse",
                    "{'tool_name':'Agent','tool_use_id':'t1','tool_input':{},'tool_response':{'status':'async_launched','agentId':'a1'}}")
            .fire(
                    "PostToolUse",
                    "{'agent_id':'a1','agent_type':'Explore','tool_name':'Edit','tool_use_id':'e1','tool_input':{'file_path':'/home/dev/project/PaymentService.java'},'tool_response':{}}")
            .fire(
                    "PostToolUse",
                    "{'agent_id':'a1','agent_type':'Explore','tool_name':'Read','tool_use_id':'r1','tool_input':{'file_path':'/home/dev/project/OnlyRead.java'},'tool_response':{}}")
            .fire(
                    "PostToolUseFailure",
                    "{'agent_id':'a1','agent_type':'Explore','tool_name':'Bash','tool_use_id':'b1','tool_input':{'command':'make'},'error':'make: *** No rule to make target'}")
            .fire("StopFailure", "{'error':'rate_limit'}");

    private Optional<SessionMatch> find(String... words) {
        return hooks.view(hooks.now()).find(List.of(words));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            checkout | DESCRIPTION | Map the Checkout
            expl     | AGENT_TYPE  | Explore
            scou     | AGENT_NAME  | scout
            payments | FILE        | PaymentService.java
            no rule  | ERROR       | make: *** No rule to make target
            rate_    | ERROR       | model API error rate_limit
            proj     | PROJECT     | project
            c7a-289e | SESSION_ID  | 6d537c3a-289e-463b-b7d4-5e3d81a85aed
            """)
    void shouldFindAWordInEveryField(String word, Field field, String text) {
        assertThat(find(word.replace("c7a", "7c3a")))
                .hasValueSatisfying(match -> assertThat(match.hits())
                        .extracting(SearchHit::field, SearchHit::text)
                        .contains(tuple(field, text)));
    }

    @Test
    void shouldFindSessionsByTheStatesOfTheirAgents() {
        assertThat(find("waiting"))
                .hasValueSatisfying(match -> assertThat(match.hits())
                        .extracting(SearchHit::field, SearchHit::agentId)
                        .contains(tuple(Field.STATE, "root")));
    }

    @Test
    void shouldNameTheAgentOfAHitAndNoneOfTheSessionsOwn() {
        assertThat(find("payment")).hasValueSatisfying(match -> {
            assertThat(match.hits()).extracting(SearchHit::agentId).containsExactly("a1");
            assertThat(match.title()).isEqualTo("Map the Checkout");
            assertThat(match.sessionId()).isEqualTo(HookSequence.SESSION);
        });
        assertThat(find("map"))
                .hasValueSatisfying(match -> assertThat(match.hits())
                        .extracting(SearchHit::field, SearchHit::agentId)
                        .containsExactly(tuple(Field.TITLE, null), tuple(Field.DESCRIPTION, "a1")));
    }

    @Test
    void shouldWantEveryWordWhereverEachIs() {
        assertThat(find("payment", "explore", "rule"))
                .hasValueSatisfying(match -> assertThat(match.hits())
                        .extracting(SearchHit::field)
                        .contains(Field.FILE, Field.AGENT_TYPE, Field.ERROR));
        assertThat(find("payment", "elsewhere")).isEmpty();
        assertThat(find("onlyread")).as("a file that was not changed").isEmpty();
    }

    @Test
    void shouldGiveNoMoreThanAFewHitsAndThoseFirstThatTheWordsAreFoundBy() {
        for (int agent = 2; agent < 20; agent++) {
            hooks.fire(
                    "PreToolUse",
                    "{'tool_name':'Agent','tool_use_id':'t" + agent + "','tool_input':{'description':'Map part " + agent
                            + "','prompt':'x','subagent_type':'Explore'}}");
        }

        assertThat(find("map", "payment"))
                .hasValueSatisfying(match -> assertThat(match.hits())
                        .hasSize(SessionMatch.MAX_HITS)
                        .extracting(SearchHit::field)
                        .startsWith(Field.TITLE, Field.FILE));
    }
}
