package io.delegraph.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.delegraph.ingest.PrivacyMode;
import io.delegraph.schemas.lifecycle.AttentionFailure;
import io.delegraph.schemas.lifecycle.AttentionWait;
import io.delegraph.schemas.lifecycle.AttentionWork;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of a session a person should look at. */
class AttentionTest {
    private static final String GP = "general-purpose";
    private static final String CALL =
            "{'agent_id':'a1','agent_type':'general-purpose','tool_name':'Bash','tool_use_id':'%s','tool_input':{'command':'%s'}}";

    private static HookSequence atWork() {
        return new HookSequence().opened().prompted("p1").spawned("t1", GP, "").started("a1", GP);
    }

    private static SessionAttention attention(HookSequence hooks) {
        return attention(hooks, 0);
    }

    /** When nothing more was heard for so many ms. */
    private static SessionAttention attention(HookSequence hooks, long silent) {
        return hooks.view(hooks.now() + silent).attention(HookSequence.BEGIN);
    }

    @Test
    void shouldSayWhoWaitsForAPermissionSinceWhenAndForWhat() {
        HookSequence hooks = atWork().fire("PreToolUse", CALL.formatted("b0", "ls"))
                .fire("PostToolUse", CALL.formatted("b0", "ls").replace("}}", "},'tool_response':{}}"))
                .fire("PreToolUse", CALL.formatted("b1", "git push"));
        long asked = hooks.now();
        hooks.fire(
                "PermissionRequest",
                "{'agent_id':'a1','agent_type':'general-purpose','tool_name':'Bash','tool_input':{'command':'git push'}}");

        assertThat(attention(hooks).waits()).singleElement().satisfies(wait -> {
            assertThat(wait.kind()).isEqualTo(AttentionWait.Kind.PERMISSION);
            assertThat(wait.agentId()).isEqualTo("a1");
            assertThat(wait.agentType()).isEqualTo(GP);
            assertThat(wait.description()).isEqualTo("look");
            assertThat(wait.title()).isEqualTo("look");
            assertThat(wait.toolName()).isEqualTo("Bash");
            assertThat(wait.since()).isEqualTo(asked);
            assertThat(wait.wants()).isEqualTo("git");
            assertThat(wait.input()).as("without privacy full").isNull();
        });
        String id = attention(hooks).waits().getFirst().id();
        assertThat(attention(hooks.after(60_000)).waits().getFirst().id()).isEqualTo(id);
    }

    @Test
    void shouldTellTheInputOfTheCallOnlyWherePrivacyIsFull() {
        HookSequence hooks = new HookSequence()
                .privacy(PrivacyMode.FULL)
                .opened()
                .prompted("p1")
                .called(null, "b1")
                .fire("PermissionRequest", "{'tool_name':'Bash','tool_input':{'command':'make'}}");

        assertThat(attention(hooks).waits())
                .singleElement()
                .satisfies(wait -> assertThat(wait.input()).contains("\"command\":\"make\""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PermissionRequest | {'tool_name':'AskUserQuestion','tool_input':{}}      | QUESTION
            PermissionRequest | {'tool_name':'ExitPlanMode','tool_input':{}}         | PLAN
            Elicitation       | {'mcp_server_name':'tickets','message':'which one?'} | ELICITATION
            """)
    void shouldTellQuestionsPlansAndElicitationsApart(String hook, String payload, AttentionWait.Kind kind) {
        HookSequence hooks = new HookSequence().opened().prompted("p1").fire(hook, payload.replaceAll("^'|'$", ""));

        assertThat(attention(hooks).waits())
                .singleElement()
                .satisfies(wait -> assertThat(wait.kind()).isEqualTo(kind));
    }

    @Test
    void shouldNotTakeAnIdlePromptForAnAlarm() {
        HookSequence hooks = new HookSequence()
                .opened()
                .prompted("p1")
                .stopped("")
                .after(60_000)
                .fire("Notification", "{'message':'waiting for your input','notification_type':'idle_prompt'}");

        SessionAttention attention = attention(hooks);

        assertThat(attention.waits()).isEmpty();
        assertThat(attention.failures()).isEmpty();
        assertThat(attention.work()).isEmpty();
    }

    @Test
    void shouldSayWhatFailedWithItsCauseAndWhen() {
        HookSequence hooks = atWork().fire(
                        "StopFailure",
                        "{'agent_id':'a1','agent_type':'general-purpose','error':'overloaded','last_assistant_message':'API Error: 529'}");
        long turn = hooks.now();
        hooks.fire("StopFailure", "{'error':'rate_limit'}")
                .spawned("t2", "nobody", "")
                .fire(
                        "PostToolUseFailure",
                        "{'tool_name':'Agent','tool_use_id':'t2','tool_input':{},'error':'Agent type nobody not found'}");

        List<AttentionFailure> failures = attention(hooks).failures();

        assertThat(failures)
                .extracting(AttentionFailure::kind, AttentionFailure::agentId)
                .containsExactlyInAnyOrder(
                        tuple(AttentionFailure.Kind.FAILED, "a1"),
                        tuple(AttentionFailure.Kind.FAILED_TURN, "root"),
                        tuple(AttentionFailure.Kind.REFUSED, "t2"));
        assertThat(failures)
                .filteredOn(failure -> failure.kind() == AttentionFailure.Kind.FAILED)
                .singleElement()
                .satisfies(failure -> assertThat(failure.cause()).isEqualTo("API Error: 529"));
        assertThat(failures)
                .filteredOn(failure -> failure.kind() == AttentionFailure.Kind.FAILED_TURN)
                .singleElement()
                .satisfies(failure -> {
                    assertThat(failure.at()).isEqualTo(turn);
                    assertThat(failure.cause()).contains("rate_limit");
                });
    }

    @Test
    void shouldSayWhoWasLostAndNameAFailureThatComesAgainAnew() {
        HookSequence hooks = atWork();

        List<AttentionFailure> lost =
                attention(hooks, LifecycleTimeouts.DEFAULT.lostCap().toMillis()).failures();

        assertThat(lost)
                .filteredOn(failure -> failure.agentId().equals("a1"))
                .singleElement()
                .satisfies(failure -> {
                    assertThat(failure.kind()).isEqualTo(AttentionFailure.Kind.LOST);
                    assertThat(failure.cause()).contains("no event for");
                    assertThat(failure.at()).isLessThan(hooks.now());
                });
        assertThat(attention(hooks, LifecycleTimeouts.DEFAULT.lostCap().toMillis() + 60_000)
                        .failures())
                .extracting(AttentionFailure::id)
                .containsExactlyElementsOf(
                        lost.stream().map(AttentionFailure::id).toList());
    }

    @Test
    void shouldLeaveOutWhatFailedBefore() {
        HookSequence hooks = atWork().fire("StopFailure", "{'error':'rate_limit'}");

        assertThat(hooks.view(hooks.now()).attention(hooks.now()).failures()).isEmpty();
        assertThat(attention(hooks).failures()).isNotEmpty();
    }

    @Test
    void shouldSayWhoIsAtWorkAndOnWhat() {
        HookSequence hooks = atWork();

        assertThat(attention(hooks).work()).hasValueSatisfying(work -> {
            assertThat(work.agents()).isEqualTo(1);
            assertThat(work.rootAtWork()).isTrue();
            assertThat(work.doing()).isEqualTo("look");
            assertThat(work.since()).isGreaterThan(HookSequence.BEGIN);
        });
        assertThat(attention(hooks.agentStopped("a1", GP, "").stopped("")).work())
                .map(AttentionWork::agents)
                .isEmpty();
    }
}
