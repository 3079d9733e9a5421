package io.delegraph.tools.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.lifecycle.TestPolicies;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Durations of prompts, and prompts that last too long. */
class DistributionsTest {
    private static final long START = 1_770_000_000_000L;

    private final InMemorySessions watched = new InMemorySessions(TestPolicies.DEFAULT);

    private void hook(String session, long second, String event, String more) {
        long at = START + second * 1_000;
        watched.add(
                "{\"id\":\"%s-%d-%s\",\"at\":%d,\"history\":true,\"hook\":{\"session_id\":\"%s\",\"hook_event_name\":\"%s\"%s}}"
                        .formatted(session, second, event, at, session, event, more),
                at + 3_600_000);
    }

    private void prompt(String session, String id, long from, long to) {
        hook(session, from, "UserPromptSubmit", ",\"prompt_id\":\"" + id + "\",\"prompt\":\"go\"");
        hook(session, to, "Stop", ",\"prompt_id\":\"" + id + "\"");
    }

    @Test
    void shouldPrintTheDistributionAndItsExtremes() {
        for (int i = 1; i <= 20; i++) {
            prompt("s" + i, "p" + i, 0, i);
        }
        Distributions distributions = Distributions.of(watched);

        assertThat(distributions.lines().get(1).split(" {2,}"))
                .containsExactly("prompts: elapsed, s", "20", "1.00", "5.00", "10.00", "15.00", "19.00", "20.00");
        assertThat(distributions.extremes()).contains("elapsed, s 1.000: s1 p1", "elapsed, s 20.000: s20 p20");
    }

    @Test
    void shouldNameAPromptWhenItOverlapsTheNextOne() {
        prompt("s1", "p1", 0, 30);
        prompt("s1", "p2", 10, 40);
        prompt("s1", "p3", 40, 50);

        assertThat(Distributions.of(watched).overlaps())
                .isEqualTo(List.of("s1 p1 overlaps the next prompt by 20.0 s, its agents by 0.0 s"));
    }

    @Test
    void shouldAcceptAnOverlapWhenBackgroundWorkExplainsIt() {
        prompt("s1", "p1", 0, 5);
        String agent = ",\"agent_id\":\"a1\",\"agent_type\":\"Explore\"";
        String call =
                ",\"prompt_id\":\"p1\",\"tool_name\":\"Agent\",\"tool_use_id\":\"t1\",\"tool_input\":{\"subagent_type\":\"Explore\"}";
        hook("s1", 1, "PreToolUse", call);
        hook("s1", 2, "PostToolUse", call + ",\"tool_response\":{\"status\":\"async_launched\",\"agentId\":\"a1\"}");
        hook("s1", 3, "SubagentStart", agent);
        prompt("s1", "p2", 10, 12);
        hook("s1", 30, "SubagentStop", agent);
        hook(
                "s1",
                31,
                "UserPromptSubmit",
                ",\"prompt_id\":\"n1\",\"prompt\":\"<task-notification><task-id>a1</task-id><status>completed</status></task-notification>\"");
        hook("s1", 35, "Stop", ",\"prompt_id\":\"n1\"");

        assertThat(Distributions.of(watched).overlaps()).isEmpty();
        assertThat(Distributions.of(watched).extremes()).contains("elapsed, s 35.000: s1 p1");
    }
}
