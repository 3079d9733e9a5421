package io.delegraph.aggregates;

import io.delegraph.schemas.event.DeclaredFlags;
import io.delegraph.schemas.event.TokenUsage;
import io.delegraph.schemas.graph.AgentContext;
import io.delegraph.schemas.graph.AgentPart;
import io.delegraph.schemas.graph.Coordination;
import io.delegraph.schemas.graph.CoordinationPattern;
import io.delegraph.schemas.graph.DelegationReason;
import io.delegraph.schemas.graph.DelegationStrategy;
import io.delegraph.schemas.graph.Delegator;
import io.delegraph.schemas.graph.ExpectedOutcome;
import io.delegraph.schemas.graph.ResourceAllocation;
import io.delegraph.schemas.graph.Stage;
import io.delegraph.schemas.graph.TypePart;
import io.delegraph.schemas.graph.WorkflowGraph;
import io.delegraph.schemas.graph.WorkflowOrchestration;
import io.delegraph.schemas.lifecycle.AgentKind;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.lifecycle.EdgeEvidence;
import io.delegraph.schemas.lifecycle.TokensSource;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Agents and workflows at random: much of it unknown, ids few, so that they are revised often. */
public final class RandomLifecycles {
    private static final List<String> TYPES = List.of("Explore", "Plan", "general-purpose", "a/b c%");
    private static final List<String> SOURCES = List.of("claude-code", "demo");

    private final List<String> types;
    private final List<String> names;
    private final Random random;
    private final long start;
    private final long spread;

    /** Those that are asked for in {@code spread} ms from {@code start}. */
    public RandomLifecycles(long seed, long start, long spread) {
        this(seed, start, spread, TYPES, List.of("project0", "project1", "ada"));
    }

    /** With names of others' choice: those of types, and those of projects, users and flags. */
    public RandomLifecycles(long seed, long start, long spread, List<String> types, List<String> names) {
        this.types = types;
        this.names = names;
        this.random = new Random(seed);
        this.start = start;
        this.spread = spread;
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private <T> T one(T[] of) {
        return of[random.nextInt(of.length)];
    }

    private <T> T maybe(T value) {
        return random.nextInt(4) == 0 ? null : value;
    }

    private long startOf() {
        return start + random.nextLong(spread);
    }

    private long upTo(long bound) {
        return random.nextLong(bound);
    }

    public AgentLifecycle agent() {
        return agent("s" + random.nextInt(3), "a" + random.nextInt(5), one(AgentState.values()));
    }

    public AgentLifecycle agent(String session, String id, AgentState state) {
        Long requested = maybe(startOf());
        Long started = maybe(startOf());
        boolean ended = state.terminal();
        return new AgentLifecycle(
                session,
                id,
                "root",
                maybe(one(types)),
                AgentKind.SUBAGENT,
                maybe(1 + random.nextInt(2)),
                List.of("root", id),
                state,
                "for a test",
                null,
                EdgeEvidence.META,
                "w1",
                "t1",
                null,
                null,
                null,
                null,
                null,
                requested,
                started,
                ended ? maybe(startOf()) : null,
                ended ? maybe(upTo(10_000_000)) : null,
                random.nextInt(3),
                random.nextInt(50),
                random.nextInt(3),
                null,
                new TokenUsage(1, 2, 3, 4),
                maybe(upTo(1_000_000)),
                TokensSource.TRANSCRIPT,
                maybe(upTo(9_000_000) / 1e6),
                null,
                random.nextInt(2),
                random.nextInt(2),
                null,
                null,
                0,
                maybe(context()),
                startOf(),
                one(SOURCES),
                maybe(one(names)),
                maybe(one(names)),
                "host",
                startOf());
    }

    private AgentContext context() {
        return new AgentContext(
                null,
                maybe(one(DelegationStrategy.values())),
                maybe(one(WorkflowOrchestration.values())),
                maybe(one(DelegationReason.values())),
                maybe(one(ExpectedOutcome.values())),
                maybe(one(ResourceAllocation.values())),
                maybe(one(CoordinationPattern.values())),
                maybe(random.nextDouble()),
                maybe(upTo(1000)),
                maybe(upTo(1000)),
                maybe(random.nextInt(5)),
                maybe(upTo(1000)),
                maybe(random.nextInt(5)));
    }

    public WorkflowSummary workflow() {
        boolean settled = random.nextInt(3) > 0;
        Long given = maybe(startOf());
        Map<AgentState, Integer> agents = new TreeMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            agents.put(one(AgentState.values()), 1 + random.nextInt(3));
        }
        return new WorkflowSummary(
                "s" + random.nextInt(3),
                "w" + random.nextInt(3),
                1,
                settled,
                given,
                settled ? maybe(startOf()) : null,
                settled ? maybe(upTo(1_000_000)) : null,
                agents,
                1,
                random.nextInt(9),
                random.nextInt(2),
                null,
                maybe(flags()),
                one(SOURCES),
                maybe(one(names)),
                maybe(one(names)),
                "host",
                null,
                maybe(graph()),
                startOf());
    }

    private DeclaredFlags flags() {
        return new DeclaredFlags(
                "spawn",
                maybe("files"),
                maybe(1 + random.nextInt(15)),
                maybe("auto"),
                maybe(one(names)),
                null,
                maybe(true),
                maybe(1 + random.nextInt(10)),
                null,
                null,
                List.of());
    }

    private WorkflowGraph graph() {
        Map<String, TypePart> types = new TreeMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            String type = one(this.types);
            types.put(type, new TypePart(type, 1 + random.nextInt(3), upTo(900), upTo(900), upTo(900)));
        }
        List<AgentPart> agents = new ArrayList<>();
        List<Stage> stages = new ArrayList<>();
        for (int i = 1 + random.nextInt(12); i > 0; i--) {
            agents.add(part(i));
            stages.add(stage(i, one(List.of("root", "a1", "a2"))));
        }
        Delegator root = new Delegator("root", one(DelegationStrategy.values()), true, 1, 1, null, null, 0, 0);
        return new WorkflowGraph(
                one(WorkflowOrchestration.values()),
                stages,
                random.nextBoolean() ? List.of(root) : List.of(),
                agents,
                List.copyOf(types.values()),
                List.of(),
                List.of(),
                0,
                List.of(new WorkflowGraph.ConcurrencyLevel(2, upTo(1000))),
                List.of(),
                coordination());
    }

    private AgentPart part(int number) {
        return new AgentPart(
                "a" + number,
                maybe(one(types)),
                maybe(random.nextBoolean()),
                context(),
                Map.of(),
                upTo(1_000_000),
                0,
                0,
                0,
                null,
                null,
                null,
                0);
    }

    private Stage stage(int number, String delegator) {
        long from = startOf();
        return new Stage(
                number,
                delegator,
                List.of("a" + number, "a" + (number + 1)),
                from,
                random.nextInt(60) == 0 ? null : from + upTo(1_000_000),
                maybe(upTo(1_000_000)),
                random.nextInt(3),
                random.nextBoolean(),
                maybe(1 + number / 2),
                random.nextInt(3),
                random.nextInt(3));
    }

    private Coordination coordination() {
        return new Coordination(
                upTo(1_000_000),
                upTo(1_000_000),
                maybe(random.nextDouble()),
                random.nextInt(9),
                maybe(random.nextDouble()),
                upTo(1000),
                maybe(random.nextDouble()),
                upTo(1000),
                upTo(1000),
                upTo(1000),
                1,
                1,
                random.nextInt(9),
                upTo(1000),
                random.nextInt(9),
                random.nextInt(9),
                random.nextInt(9),
                random.nextInt(9),
                random.nextInt(9),
                random.nextInt(9),
                random.nextInt(9),
                random.nextInt(3),
                random.nextInt(3),
                upTo(1000),
                maybe(upTo(1_000_000)),
                1,
                maybe(upTo(9_000_000) / 1e6));
    }
}
