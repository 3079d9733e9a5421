package io.delegraph.lifecycle;

import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.event.Origin;
import io.delegraph.schemas.event.ToolEnded;
import io.delegraph.schemas.event.ToolOutcome;
import io.delegraph.schemas.event.ToolStarted;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures the cost of events in a session by its number of agents, in memory: structural ones (a request, a start, a stop, an answer), and
 * tool calls. Not a test: it prints milliseconds. Arguments are numbers of agents, by default 50 500 2000 5000; with a negative number all
 * agents work at once, with a positive one in sequence.
 */
public final class StructuralCost {
    private static final long BEGIN = 1_795_000_000_000L;

    /** Time between events, ms. */
    private static final long SPACING = 3;

    private final Session live = new Session(new SessionRows("s", new InMemoryRowStore()), TestPolicies.DEFAULT);
    private long now = BEGIN;
    private int facts;

    private StructuralCost() {}

    public static void main(String[] args) {
        int[] sizes = args.length == 0
                ? new int[] {50, 500, 2_000, 5_000}
                : List.of(args).stream().mapToInt(Integer::parseInt).toArray();
        // warm-up of the compiler, not measured
        new StructuralCost().grow(200);
        new StructuralCost().grow(-200);
        System.out.println(
                "agents  ms/structural event  whole session s  facts  ms/tool event at the end  ms/analysis");
        for (int size : sizes) {
            StructuralCost session = new StructuralCost();
            long begin = System.nanoTime();
            int events = session.grow(size);
            double ms = (System.nanoTime() - begin) / 1e6;
            int facts = session.facts;
            double tool = session.toolEvent();
            begin = System.nanoTime();
            session.live.onTimer(session.now);
            System.out.printf(
                    "%6d  %19.3f  %15.2f  %5d  %24.3f  %11.1f%n",
                    size, ms / events, ms / 1_000, facts, tool, (System.nanoTime() - begin) / 1e6);
        }
    }

    private int grow(int agents) {
        List<AgentEvent.InSession> events = agents > 0
                ? ManyAgents.oneAfterTheOther(agents, now, SPACING)
                : ManyAgents.together(-agents, now, SPACING);
        events.forEach(this::apply);
        now = events.getLast().at();
        return events.size();
    }

    private double toolEvent() {
        List<AgentEvent.InSession> calls = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            calls.add(new ToolStarted(origin("a0"), "t" + i, "Read", null, null, null, 1, null, null));
            calls.add(ToolEnded.builder()
                    .origin(origin("a0"))
                    .toolUseId("t" + i)
                    .tool("Read")
                    .outcome(ToolOutcome.SUCCEEDED)
                    .durationMs(1L)
                    .outputChars(1)
                    .build());
        }
        long begin = System.nanoTime();
        calls.forEach(this::apply);
        return (System.nanoTime() - begin) / 1e6 / calls.size();
    }

    private void apply(AgentEvent.InSession event) {
        facts += live.on(event, BEGIN).size();
    }

    private Origin origin(String agentId) {
        now += SPACING;
        return ManyAgents.origin(agentId, now);
    }
}
