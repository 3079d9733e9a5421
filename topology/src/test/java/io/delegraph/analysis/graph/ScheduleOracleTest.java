package io.delegraph.analysis.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.analysis.graph.Schedule.ScheduleEdge;
import io.delegraph.analysis.graph.Schedule.ScheduleNode;
import io.delegraph.schemas.AgentId;
import io.delegraph.schemas.graph.Segment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jgrapht.graph.DirectedAcyclicGraph;

/** Compares the critical path with an enumeration of all paths, and with a replay of the workflow. */
class ScheduleOracleTest {
    private static boolean nobody(String agentId) {
        return false;
    }

    @Property(tries = 500)
    void shouldFindTheLongestPath(@ForAll long seed) {
        WorkflowExecution execution = RandomWorkflowExecution.wild(RandomWorkflowExecution.wildWorks(seed, 4));
        ScheduleGraph parts = parts(execution);
        Schedule schedule = new Schedule(parts);
        List<List<ScheduleEdge>> ways = ways(parts);

        assertThat(schedule.length()).isEqualTo(longest(ways, ScheduleOracleTest::nobody));
        for (AgentExecution agent : execution.executions()) {
            Predicate<String> sameAgent = agent.agentId()::equals;
            assertThat(schedule.halfTimeSaves(sameAgent))
                    .isEqualTo(longest(ways, ScheduleOracleTest::nobody) - longest(ways, sameAgent));
        }
        assertThat(schedule.halfTimeSaves(id -> true))
                .isEqualTo(longest(ways, ScheduleOracleTest::nobody) - longest(ways, id -> true));
    }

    @Property(tries = 500)
    void shouldGiveSlackByTheLongestPathThroughEachEnd(@ForAll long seed) {
        WorkflowExecution execution = RandomWorkflowExecution.wild(RandomWorkflowExecution.wildWorks(seed, 4));
        ScheduleGraph parts = parts(execution);
        Schedule schedule = new Schedule(parts);
        List<List<ScheduleEdge>> ways = ways(parts);
        DirectedAcyclicGraph<ScheduleNode, ScheduleEdge> graph = parts.graph();
        Map<String, ScheduleNode> last = new HashMap<>();
        graph.vertexSet().stream()
                .filter(node -> node.agentId() != null)
                .sorted(Comparator.comparingLong(ScheduleNode::at))
                .forEach(node -> last.put(node.agentId(), node));

        Map<String, Long> expected = new HashMap<>();
        last.forEach((agent, node) -> expected.put(
                agent,
                schedule.length()
                        - ways.stream()
                                .filter(way -> way.stream()
                                        .anyMatch(step ->
                                                graph.getEdgeTarget(step).equals(node)))
                                .mapToLong(way -> length(way, ScheduleOracleTest::nobody))
                                .max()
                                .orElseThrow()));

        assertThat(schedule.slack()).isEqualTo(expected);
    }

    @Property(tries = 300)
    void shouldReturnOneOfTheLongestPaths(@ForAll long seed) {
        WorkflowExecution execution = RandomWorkflowExecution.wild(RandomWorkflowExecution.wildWorks(seed, 4));
        ScheduleGraph parts = parts(execution);
        Schedule schedule = new Schedule(parts);

        Map<Long, String> shown = new TreeMap<>();
        schedule.criticalPath()
                .forEach(segment -> paint(shown, segment.agentId(), segment.kind(), segment.from(), segment.to()));

        assertThat(ways(parts).stream()
                        .filter(way -> length(way, ScheduleOracleTest::nobody) == schedule.length())
                        .map(way -> painted(parts, way)))
                .contains(shown);
    }

    /** When all agents wait for all their children, every moment is on the critical path. */
    @Property(tries = 300)
    void shouldAccountForEveryMomentOfAnOrderlyWorkflow(@ForAll long seed) {
        ConsistentExecutionTree tree = ConsistentExecutionTree.of(seed);
        WorkflowExecution execution = tree.episode();
        Schedule schedule = schedule(execution);

        assertThat(schedule.length())
                .isEqualTo(tree.duration(ScheduleOracleTest::nobody))
                .isEqualTo(execution.span().lengthMs());
        long reached = 0;
        for (Segment segment : schedule.criticalPath()) {
            assertThat(segment.from()).isEqualTo(reached);
            reached = segment.to();
        }
        assertThat(reached).isEqualTo(execution.span().to());
    }

    /** The savings by half the time, of one agent and of all, equal those of a replay at that speed. */
    @Property(tries = 300)
    void shouldEqualTheSavingsOfAReplay(@ForAll long seed) {
        ConsistentExecutionTree tree = ConsistentExecutionTree.of(seed);
        Schedule schedule = schedule(tree.episode());
        long asItWas = tree.duration(ScheduleOracleTest::nobody);

        for (String id : tree.ids()) {
            assertThat(schedule.halfTimeSaves(id::equals)).isEqualTo(asItWas - tree.duration(id::equals));
        }
        Predicate<String> agents = id -> !id.equals(AgentId.ROOT);
        assertThat(schedule.halfTimeSaves(agents)).isEqualTo(asItWas - tree.duration(agents));
    }

    private static Schedule schedule(WorkflowExecution execution) {
        return new Schedule(parts(execution));
    }

    private static ScheduleGraph parts(WorkflowExecution execution) {
        Map<String, Activity> activities = new HashMap<>();
        execution.executions().forEach(agent -> activities.put(agent.agentId(), Activity.of(agent, execution)));
        return new ScheduleBuilder(execution, activities).build();
    }

    private static List<List<ScheduleEdge>> ways(ScheduleGraph schedule) {
        List<List<ScheduleEdge>> ways = new ArrayList<>();
        walk(schedule, schedule.start(), new ArrayList<>(), ways);
        return ways;
    }

    private static void walk(
            ScheduleGraph schedule, ScheduleNode at, List<ScheduleEdge> behind, List<List<ScheduleEdge>> ways) {
        if (at.equals(schedule.end())) {
            ways.add(List.copyOf(behind));
        }
        for (ScheduleEdge step : schedule.graph().outgoingEdgesOf(at)) {
            behind.add(step);
            walk(schedule, schedule.graph().getEdgeTarget(step), behind, ways);
            behind.removeLast();
        }
    }

    private static long longest(List<List<ScheduleEdge>> ways, Predicate<String> halved) {
        return ways.stream().mapToLong(way -> length(way, halved)).max().orElseThrow();
    }

    private static long length(List<ScheduleEdge> way, Predicate<String> halved) {
        return way.stream()
                .mapToLong(step -> step.kind() == Segment.Kind.WORK && halved.test(step.agentId())
                        ? (step.weight() + 1) / 2
                        : step.weight())
                .sum();
    }

    private static Map<Long, String> painted(ScheduleGraph schedule, List<ScheduleEdge> way) {
        Map<Long, String> painted = new TreeMap<>();
        for (ScheduleEdge step : way) {
            if (step.kind() != null) {
                ScheduleNode from = schedule.graph().getEdgeSource(step);
                ScheduleNode to = schedule.graph().getEdgeTarget(step);
                paint(painted, step.agentId(), step.kind(), from.at(), to.at());
            }
        }
        return painted;
    }

    /** The activity at every ms. */
    private static void paint(Map<Long, String> painted, String agentId, Segment.Kind kind, long from, long to) {
        for (long ms = from; ms < to; ms++) {
            painted.put(ms, kind + " " + agentId);
        }
    }
}
