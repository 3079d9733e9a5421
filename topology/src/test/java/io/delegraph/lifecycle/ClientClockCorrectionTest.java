package io.delegraph.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.lifecycle.row.ToolRow;
import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.event.RowsCarried;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client's clock is set back while it works, as in a virtual machine that slept: its later events are ordered by their arrival. */
class ClientClockCorrectionTest {
    private static final String GP = "general-purpose";
    private static final long PID = 4242;

    private final List<Fact.ClockCorrected> corrections = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {-20_000, -3_600_000, -86_400_000})
    void shouldEndAnAgentThatRanWhenItsClocksJumpedBack(long jump) {
        HookSequence script = jumpInACall(jump);

        AgentLifecycle agent = play(script.events()).agent("a1");

        assertThat(agent.state()).isEqualTo(AgentState.COMPLETED);
        // 40 s of work, of which the call took 30
        assertThat(agent.durationMs()).isBetween(39_900L, 40_200L);
        assertThat(corrections).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {-20_000, -3_600_000})
    void shouldOrderLaterEventsAfterEarlierOnes(long jump) {
        HookSequence script = jumpInACall(jump)
                .stopped("")
                .after(60_000)
                .prompted("p2")
                .after(1_000)
                .called(null, "b2");

        SessionView view = play(script.events());

        assertThat(view.agent("root").state()).isEqualTo(AgentState.ACTIVE);
        List<WorkflowSummary> workflows = view.workflows(view.agents());
        assertThat(workflows).extracting(WorkflowSummary::workflowId).containsExactly("p1", "p2");
        assertThat(workflows.getFirst().durationMs()).isBetween(40_000L, 42_000L);
        assertThat(workflows.getLast().startedAt())
                .isBetween(
                        workflows.getFirst().endedAt() + 59_000,
                        workflows.getFirst().endedAt() + 61_000);
    }

    @Test
    void shouldBeAtWorkWhenAPromptFollowsAnIdleClockJump() {
        HookSequence script = new HookSequence()
                .client(PID)
                .opened()
                .prompted("p1")
                .after(5_000)
                .stopped("")
                .after(600_000)
                .clockOff(-3_600_000)
                .prompted("p2")
                .after(1_000)
                .called(null, "b1");

        SessionView view = play(script.events());

        assertThat(view.agent("root").state()).isEqualTo(AgentState.ACTIVE);
        assertThat(corrections).hasSize(1);
        script.after(4_000).returned(null, "b1").stopped("");
        assertThat(play(script.events()).workflows(view.agents()).getLast().durationMs())
                .isBetween(5_000L, 5_100L);
    }

    @Test
    void shouldNotCorrectTimesOnceTheClockIsRightAgain() {
        HookSequence script =
                jumpInACall(-3_600_000).stopped("").after(60_000).clockOff(0).prompted("p2");

        List<WorkflowSummary> workflows = workflows(script);

        assertThat(workflows.getLast().startedAt()).isEqualTo(script.now() - 10);
    }

    @Test
    void shouldCorrectRepeatsTheSameWay() {
        List<AgentEvent.InSession> twice = new ArrayList<>();
        for (AgentEvent.InSession event : jumpInACall(-3_600_000).stopped("").events()) {
            twice.add(event);
            twice.add(event);
        }

        SessionView view = play(twice);

        assertThat(view.agent("a1").durationMs()).isBetween(39_900L, 40_200L);
        assertThat(view.agent("a1").runs()).isEqualTo(1);
        assertThat(view.agent("a1").toolCalls()).isEqualTo(1);
        assertThat(corrections).hasSize(1);
    }

    @Test
    void shouldNotCorrectASpoolThatComesHoursLate() {
        HookSequence script = new HookSequence()
                .client(PID)
                .opened()
                .prompted("p1")
                .after(5_000)
                .called(null, "b1")
                .after(20_000)
                .returned(null, "b1")
                .stopped("")
                .after(1_000)
                .prompted("p2");
        List<AgentEvent.InSession> late = script.events();

        play(late.reversed());

        assertThat(corrections).isEmpty();
    }

    @Test
    void shouldCorrectTheFirstEventOfASessionThatAnotherOneToldOfACall() {
        long called = HookSequence.BEGIN + 60_000;
        ToolRow call = ToolRow.builder()
                .agentId("a1")
                .toolUseId("b1")
                .tool("Bash")
                .startedAt(called)
                .build();
        AgentEvent.InSession returned =
                new HookSequence().client(PID).returned("a1", "b1", 5).events().getFirst();
        RowsCarried carried =
                new RowsCarried(returned.origin(), "later", MovedAgentRows.encode(HookSequence.SESSION, List.of(call)));
        SessionRows rows = new SessionRows(HookSequence.SESSION, new InMemoryRowStore());
        Session session = new Session(rows, TestPolicies.DEFAULT);

        session.on(carried, 0);
        session.on(returned, 0);

        assertThat(rows.tools("a1")).extracting(ToolRow::endedAt).containsExactly(called + 5);
    }

    /** An agent that works for 40 s; the clock is off by {@code jump} from the middle of a call of 30 s on. */
    private static HookSequence jumpInACall(long jump) {
        return new HookSequence()
                .client(PID)
                .opened()
                .prompted("p1")
                .spawned("t1", GP, "")
                .started("a1", GP)
                .after(5_000)
                .called("a1", "b1")
                .after(30_000)
                .clockOff(jump)
                .returned("a1", "b1", 30_000)
                .after(5_000)
                .agentStopped("a1", GP, "")
                .answered("t1", GP, "{'status':'completed','agentId':'a1','totalDurationMs':40000}");
    }

    private List<WorkflowSummary> workflows(HookSequence script) {
        SessionView view = play(script.events());
        return view.workflows(view.agents());
    }

    private SessionView play(List<AgentEvent.InSession> events) {
        Session session =
                new Session(new SessionRows(HookSequence.SESSION, new InMemoryRowStore()), TestPolicies.DEFAULT);
        corrections.clear();
        for (AgentEvent.InSession event : events) {
            for (Fact fact : session.on(event, 0)) {
                if (fact instanceof Fact.ClockCorrected corrected) {
                    corrections.add(corrected);
                }
            }
        }
        long read = events.stream()
                        .mapToLong(event -> event.origin().arrivedAt())
                        .max()
                        .orElseThrow()
                + Duration.ofSeconds(11).toMillis();
        return session.view(read);
    }
}
