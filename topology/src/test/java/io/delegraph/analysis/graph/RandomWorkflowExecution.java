package io.delegraph.analysis.graph;

import io.delegraph.schemas.lifecycle.AgentState;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Random workflows from a seed: wild ones with contradictions (starts before requests, empty or overlapping runs, unknown parents), and
 * orderly ones in which every moment is accounted for.
 */
public final class RandomWorkflowExecution {
    private static final String[] TYPES = {"general-purpose", "Explore", "code-reviewer", null};
    private static final String[] WORDS = {"Fix the parser", "Review the parser", "Explore the parser", null};

    private RandomWorkflowExecution() {}

    public static List<AgentExecution> wildWorks(long seed, int most) {
        Random random = new Random(seed);
        int agents = random.nextInt(most + 1);
        int horizon = 1 + random.nextInt(60);
        List<AgentExecution> works = new ArrayList<>();
        if (random.nextInt(10) != 0) {
            works.add(wild(ExecutionFixture.root(), random, horizon, 0));
        }
        for (int i = 1; i <= agents; i++) {
            works.add(wild(ExecutionFixture.agent("a" + i), random, horizon, i));
        }
        return works;
    }

    /** The time range may cut runs, as it cuts the root's turns for other workflows. */
    public static WorkflowExecution wild(List<AgentExecution> agents) {
        long from = agents.stream().mapToLong(AgentExecution::from).min().orElse(0) + (agents.size() % 3 == 0 ? 2 : 0);
        long to = agents.stream().mapToLong(AgentExecution::to).max().orElse(0);
        return new WorkflowExecution(new TimeRange(from, to), agents, List.of());
    }

    private static AgentExecution wild(ExecutionFixture fixture, Random random, int horizon, int number) {
        long at = random.nextInt(horizon);
        int runs = number == 0 ? 1 + random.nextInt(3) : random.nextInt(4);
        for (int run = 0; run < runs; run++) {
            long length = random.nextInt(4) == 0 ? 0 : random.nextInt(horizon);
            fixture.ran(at, at + length);
            at += random.nextInt(5) == 0 ? length / 2 : length + random.nextInt(8);
            if (run > 0 && random.nextInt(3) != 0) {
                fixture.resumed(at - random.nextInt(5));
            }
        }
        if (random.nextInt(3) == 0) {
            long asked = random.nextInt(horizon);
            fixture.asksAPerson(asked, asked + random.nextInt(10));
        }
        if (number == 0) {
            return fixture.work();
        }
        if (random.nextInt(3) == 0) {
            fixture.inBackground();
        }
        if (random.nextInt(5) != 0) {
            fixture.asked(random.nextInt(horizon));
        }
        if (random.nextInt(2) == 0) {
            fixture.answered(random.nextInt(2 * horizon));
        }
        if (random.nextInt(6) == 0) {
            fixture.awaited(random.nextInt(horizon), random.nextInt(2 * horizon));
        }
        // an earlier agent, the root, or one that does not exist
        int parent = random.nextInt(number + 1);
        fixture.under(parent == 0 ? "root" : parent == number ? "nobody" : "a" + parent, 1 + random.nextInt(3));
        fixture.is(TYPES[random.nextInt(TYPES.length)]).task(WORDS[random.nextInt(WORDS.length)]);
        AgentState[] states = AgentState.values();
        fixture.ended(states[random.nextInt(states.length)]);
        fixture.writes("f" + random.nextInt(3), random.nextInt(horizon));
        fixture.reads("f" + random.nextInt(3), random.nextInt(horizon));
        fixture.sends("a" + random.nextInt(number + 1), random.nextInt(horizon), random.nextBoolean() ? 3 : null);
        fixture.prompted(5, "%04x%04x".formatted(random.nextInt(4), random.nextInt(4)));
        fixture.results(5, "%04x%04x".formatted(random.nextInt(4), random.nextInt(4)));
        return fixture.work();
    }
}
