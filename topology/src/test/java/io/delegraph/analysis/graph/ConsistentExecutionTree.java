package io.delegraph.analysis.graph;

import io.delegraph.schemas.AgentId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

/** A simulated agent that alternately works and waits for a fan of children; it can be replayed with some agents twice as fast. */
final class ConsistentExecutionTree {
    private static final int DEEPEST = 3;

    private final String id;
    private final long startDelay;
    private final long returnDelay;
    private final List<Long> stretches = new ArrayList<>();

    /** The awaited children between two stretches of work, so one entry fewer than stretches. */
    private final List<List<ConsistentExecutionTree>> fans = new ArrayList<>();

    private ConsistentExecutionTree(String id, Random random, int level, int[] serial) {
        this.id = id;
        this.startDelay = random.nextInt(4);
        this.returnDelay = random.nextInt(4);
        stretches.add(1L + random.nextInt(20));
        int rounds = level == DEEPEST ? 0 : random.nextInt(3);
        for (int round = 0; round < rounds; round++) {
            List<ConsistentExecutionTree> fan = new ArrayList<>();
            int width = 1 + random.nextInt(3);
            for (int i = 0; i < width; i++) {
                fan.add(new ConsistentExecutionTree("a" + serial[0]++, random, level + 1, serial));
            }
            fans.add(fan);
            stretches.add(1L + random.nextInt(20));
        }
    }

    static ConsistentExecutionTree of(long seed) {
        return new ConsistentExecutionTree(AgentId.ROOT, new Random(seed), 0, new int[] {1});
    }

    /** The duration when the work of some agents takes half as long, rounded up. */
    long duration(Predicate<String> halved) {
        long at = 0;
        for (int i = 0; i < stretches.size(); i++) {
            at += halved.test(id) ? (stretches.get(i) + 1) / 2 : stretches.get(i);
            if (i < fans.size()) {
                at += fans.get(i).stream()
                        .mapToLong(child -> child.startDelay + child.duration(halved) + child.returnDelay)
                        .max()
                        .orElseThrow();
            }
        }
        return at;
    }

    List<String> ids() {
        List<String> ids = new ArrayList<>(List.of(id));
        fans.forEach(fan -> fan.forEach(child -> ids.addAll(child.ids())));
        return ids;
    }

    /** The execution from time 0. */
    WorkflowExecution episode() {
        List<AgentExecution> agents = new ArrayList<>();
        long end = play(null, 0, 0, agents);
        return new WorkflowExecution(new TimeRange(0, end), agents, List.of());
    }

    private long play(String parent, int level, long startedAt, List<AgentExecution> agents) {
        long at = startedAt;
        for (int i = 0; i < stretches.size(); i++) {
            at += stretches.get(i);
            if (i < fans.size()) {
                long asked = at;
                for (ConsistentExecutionTree child : fans.get(i)) {
                    long ended = child.play(id, level + 1, asked + child.startDelay, agents);
                    at = Math.max(at, ended + child.returnDelay);
                }
            }
        }
        ExecutionFixture fixture = parent == null
                ? ExecutionFixture.root()
                : ExecutionFixture.agent(id)
                        .under(parent, level)
                        .asked(startedAt - startDelay)
                        .answered(at + returnDelay);
        agents.add(fixture.ran(startedAt, at).work());
        return at;
    }
}
