package io.delegraph.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.ingest.PrivacyMode;
import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.event.SessionTitled;
import io.delegraph.schemas.lifecycle.SessionSummary;
import io.delegraph.schemas.lifecycle.TitleSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a session is called in a list, and what its prompts came to. */
class SessionLineTest {
    private static final String FAILURE = "{'error':'overloaded','last_assistant_message':'API Error: 529'}";

    private static SessionSummary line(HookSequence hooks) {
        return hooks.view(hooks.now()).summary();
    }

    private static SessionSummary line(HookSequence hooks, SessionTitled... titles) {
        List<AgentEvent.InSession> events = new ArrayList<>(hooks.events());
        events.addAll(List.of(titles));
        return HookSequence.view(events, hooks.now()).summary();
    }

    private static SessionTitled titled(HookSequence hooks, String title, boolean custom) {
        return new SessionTitled(hooks.events().getLast().origin(), title, custom);
    }

    @Test
    void shouldBeCalledAsItsFirstDelegationIsDescribedWhereNobodyGaveATitle() {
        HookSequence hooks = new HookSequence()
                .opened()
                .prompted("p1")
                .fire(
                        "PreToolUse",
                        "{'tool_name':'Agent','tool_use_id':'t1','tool_input':{'description':'Map the checkout','prompt':'x','subagent_type':'Explore'}}")
                .fire(
                        "PreToolUse",
                        "{'tool_name':'Agent','tool_use_id':'t2','tool_input':{'description':'Afterwards','prompt':'x','subagent_type':'Explore'}}");

        assertThat(line(hooks).title()).isEqualTo("Map the checkout");
        assertThat(line(hooks).titleSource()).isEqualTo(TitleSource.DELEGATION);
        assertThat(line(hooks, titled(hooks, "by the client", false)))
                .extracting(SessionSummary::title, SessionSummary::titleSource)
                .containsExactly("by the client", TitleSource.CLIENT);
        assertThat(line(hooks, titled(hooks, "by the client", false), titled(hooks, "my own", true)))
                .extracting(SessionSummary::title, SessionSummary::titleSource)
                .containsExactly("my own", TitleSource.CUSTOM);
    }

    @Test
    void shouldBeCalledAsItsFirstPromptBeginsOnlyWherePrivacyIsFull() {
        HookSequence full = new HookSequence()
                .privacy(PrivacyMode.FULL)
                .opened()
                .fire("UserPromptSubmit", "{'prompt_id':'p1','prompt':'Rename\\n the " + "x".repeat(200) + "'}");
        HookSequence without =
                new HookSequence().opened().fire("UserPromptSubmit", "{'prompt_id':'p1','prompt':'Rename the module'}");

        assertThat(line(full).title())
                .startsWith("Rename the xxx")
                .endsWith("…")
                .hasSize(120);
        assertThat(line(full).titleSource()).isEqualTo(TitleSource.PROMPT);
        assertThat(line(without).title()).isNull();
        assertThat(line(without).titleSource()).isNull();
    }

    @Test
    void shouldCountTheTurnsThatFailedAndTheTimeOfItsPrompts() {
        HookSequence hooks = new HookSequence()
                .opened()
                .prompted("p1")
                .after(990)
                .fire("StopFailure", FAILURE)
                .after(60_000)
                .prompted("p2")
                .after(1_990)
                .stopped("")
                .after(60_000)
                .prompted("p3")
                .after(290)
                .called(null, "t1");

        SessionSummary line = line(hooks);

        assertThat(line.failedTurns()).isEqualTo(1);
        // p1 took a second, p2 two; p3 goes on and was heard of last when it called
        assertThat(line.activeMs()).isEqualTo(1_000 + 2_000 + 300);
    }

    @Test
    void shouldKnowNoTimeAndNoTokensOfASessionWithoutPrompts() {
        SessionSummary line = line(new HookSequence().opened());

        assertThat(line.activeMs()).isNull();
        assertThat(line.tokens()).isNull();
        assertThat(line.failedTurns()).isZero();
    }
}
