package io.delegraph.lifecycle;

import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.event.AgentMeta;
import io.delegraph.schemas.event.AgentStarted;
import io.delegraph.schemas.event.AgentStopped;
import io.delegraph.schemas.event.Origin;
import io.delegraph.schemas.event.PromptSubmitted;
import io.delegraph.schemas.event.SpawnAnswered;
import io.delegraph.schemas.event.SpawnRequest;
import io.delegraph.schemas.event.SpawnRequested;
import io.delegraph.schemas.event.SpawnTotals;
import io.delegraph.schemas.event.ToolEnded;
import io.delegraph.schemas.event.ToolOutcome;
import io.delegraph.schemas.event.ToolStarted;
import java.util.ArrayList;
import java.util.List;

/**
 * What events cost in a session of so many agents, in memory: those that change its structure (a request, a start, a stop, an answer), and
 * tool calls. No test: it prints milliseconds. Arguments are numbers of agents, 50 500 2000 5000 without any.
 */
public final class StructuralCost {
    private static final long BEGIN = 1_795_000_000_000L;

    private final SessionReducer reducer =
            new SessionReducer(new SessionRows("s", new MapRowStore()), TestPolicies.DEFAULT);
    private long now = BEGIN;
    private int facts;

    private StructuralCost() {}

    public static void main(String[] args) {
        int[] sizes = args.length == 0
                ? new int[] {50, 500, 2_000, 5_000}
                : List.of(args).stream().mapToInt(Integer::parseInt).toArray();
        // what the compiler learns first is not measured
        new StructuralCost().grow(200);
        System.out.println("agents  ms/structural event  whole session s  facts  ms/tool event at the end");
        for (int size : sizes) {
            StructuralCost session = new StructuralCost();
            long begin = System.nanoTime();
            int events = session.grow(size);
            double ms = (System.nanoTime() - begin) / 1e6;
            int told = session.facts;
            System.out.printf(
                    "%6d  %19.3f  %15.2f  %5d  %24.3f%n", size, ms / events, ms / 1_000, told, session.toolEvent());
        }
    }

    private int grow(int agents) {
        apply(new PromptSubmitted(origin(null), 2, null, null, null));
        for (int i = 0; i < agents; i++) {
            SpawnRequest request = new SpawnRequest("dev", "task " + i, null, null, false, null, 3, null);
            AgentMeta meta = new AgentMeta("dev", "task " + i, "u" + i, null, 1, false, null, null, null, null, null);
            apply(new SpawnRequested(origin(null), "u" + i, request, null, null));
            apply(new AgentStarted(origin("a" + i), meta));
            apply(new AgentStopped(origin("a" + i), 4, null, null, null, null, null));
            apply(new SpawnAnswered(
                    origin(null),
                    "u" + i,
                    request,
                    "completed",
                    "a" + i,
                    new SpawnTotals(5L, 100L, 0, null, 4),
                    null,
                    null,
                    null));
        }
        return 1 + 4 * agents;
    }

    private double toolEvent() {
        List<AgentEvent.InSession> calls = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            calls.add(new ToolStarted(origin("a0"), "t" + i, "Read", null, null, 1, null));
            calls.add(new ToolEnded(
                    origin("a0"),
                    "t" + i,
                    "Read",
                    null,
                    null,
                    ToolOutcome.SUCCEEDED,
                    1L,
                    null,
                    1,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null));
        }
        long begin = System.nanoTime();
        calls.forEach(this::apply);
        return (System.nanoTime() - begin) / 1e6 / calls.size();
    }

    private void apply(AgentEvent.InSession event) {
        facts += reducer.apply(event, BEGIN).facts().size();
        reducer.wakeAt(BEGIN);
    }

    private Origin origin(String agentId) {
        now += 3;
        return new Origin(
                "e" + now,
                now,
                now,
                "s",
                agentId,
                agentId == null ? null : "dev",
                "p",
                null,
                "claude-code",
                null,
                "proj",
                null,
                null,
                null,
                List.of(),
                null);
    }
}
