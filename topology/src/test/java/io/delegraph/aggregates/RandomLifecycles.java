package io.delegraph.aggregates;

import io.delegraph.schemas.event.DeclaredFlags;
import io.delegraph.schemas.event.HostClass;
import io.delegraph.schemas.event.PathClass;
import io.delegraph.schemas.event.TokenUsage;
import io.delegraph.schemas.event.ToolAction;
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
import io.delegraph.schemas.lifecycle.AgentActivity;
import io.delegraph.schemas.lifecycle.AgentKind;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.lifecycle.EdgeEvidence;
import io.delegraph.schemas.lifecycle.TokensSource;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Random agents and workflows, with many unknown values and few ids, so that they are revised often. */
public final class RandomLifecycles {
    private static final List<String> TYPES = List.of("Explore", "Plan", "general-purpose", "a/b c%");
    private static final List<String> SOURCES = List.of("claude-code", "demo");

    private final List<String> types;
    private final List<String> names;
    private final Random random;
    private final long start;
    private final long spread;

    /** Agents and workflows requested within {@code spread} ms from {@code start}. */
    public RandomLifecycles(long seed, long start, long spread) {
        this(seed, start, spread, TYPES, List.of("project0", "project1", "ada"));
    }

    /** The same with given names of types, and of projects, users and flags. */
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
        return AgentLifecycle.builder()
                .sessionId(session)
                .agentId(id)
                .parentAgentId("root")
                .agentType(maybe(one(types)))
                .kind(AgentKind.SUBAGENT)
                .agentHierarchyLevel(maybe(1 + random.nextInt(2)))
                .agentHierarchyPath(List.of("root", id))
                .state(state)
                .stateReason("for a test")
                .edgeEvidence(EdgeEvidence.META)
                .workflowId("w1")
                .requestToolUseId("t1")
                .requestedAt(requested)
                .startedAt(started)
                .endedAt(ended ? maybe(startOf()) : null)
                .durationMs(ended ? maybe(upTo(10_000_000)) : null)
                .runs(random.nextInt(3))
                .toolCalls(random.nextInt(50))
                .toolFailures(random.nextInt(3))
                .tokens(new TokenUsage(1, 2, 3, 4))
                .totalTokens(maybe(upTo(1_000_000)))
                .tokensSource(TokensSource.TRANSCRIPT)
                .costUsd(maybe(upTo(9_000_000) / 1e6))
                .activity(maybe(activity()))
                .permissionRequests(random.nextInt(2))
                .permissionDenials(random.nextInt(2))
                .context(maybe(context()))
                .lastSeenAt(startOf())
                .source(one(SOURCES))
                .project(maybe(one(names)))
                .user(maybe(one(names)))
                .host("host")
                .asOf(startOf())
                .build();
    }

    private AgentActivity activity() {
        return new AgentActivity(some(ToolAction.values()), some(PathClass.values()), some(HostClass.values()));
    }

    private <T> List<T> some(T[] of) {
        return Arrays.stream(of).filter(constant -> random.nextInt(4) == 0).toList();
    }

    private AgentContext context() {
        return AgentContext.builder()
                .delegationStrategy(maybe(one(DelegationStrategy.values())))
                .workflowOrchestration(maybe(one(WorkflowOrchestration.values())))
                .delegationReason(maybe(one(DelegationReason.values())))
                .expectedOutcome(maybe(one(ExpectedOutcome.values())))
                .resourceAllocation(maybe(one(ResourceAllocation.values())))
                .coordinationPattern(maybe(one(CoordinationPattern.values())))
                .efficiency(maybe(random.nextDouble()))
                .resourceUsage(maybe(upTo(1000)))
                .completionTimeMs(maybe(upTo(1000)))
                .messageCount(maybe(random.nextInt(5)))
                .dataTransferChars(maybe(upTo(1000)))
                .syncPoints(maybe(random.nextInt(5)))
                .build();
    }

    public WorkflowSummary workflow() {
        boolean settled = random.nextInt(3) > 0;
        Long given = maybe(startOf());
        Map<AgentState, Integer> agents = new TreeMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            agents.put(one(AgentState.values()), 1 + random.nextInt(3));
        }
        return WorkflowSummary.builder()
                .sessionId("s" + random.nextInt(3))
                .workflowId("w" + random.nextInt(3))
                .number(1)
                .settled(settled)
                .startedAt(given)
                .endedAt(settled ? maybe(startOf()) : null)
                .durationMs(settled ? maybe(upTo(1_000_000)) : null)
                .agents(agents)
                .maxLevel(1)
                .toolCalls(random.nextInt(9))
                .toolFailures(random.nextInt(2))
                .declared(maybe(flags()))
                .source(one(SOURCES))
                .project(maybe(one(names)))
                .user(maybe(one(names)))
                .host("host")
                .graph(maybe(graph()))
                .asOf(startOf())
                .build();
    }

    private DeclaredFlags flags() {
        return DeclaredFlags.builder()
                .command("spawn")
                .delegate(maybe("files"))
                .concurrency(maybe(1 + random.nextInt(15)))
                .waveMode(maybe("auto"))
                .waveStrategy(maybe(one(names)))
                .loop(maybe(true))
                .iterations(maybe(1 + random.nextInt(10)))
                .invalid(List.of())
                .build();
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
        Delegator agent = new Delegator(
                "a1", one(DelegationStrategy.values()), false, 1 + random.nextInt(9), 1, null, null, 0, 0);
        return WorkflowGraph.builder()
                .orchestration(one(WorkflowOrchestration.values()))
                .stages(stages)
                .delegators(random.nextBoolean() ? List.of(root, agent) : List.of())
                .agents(agents)
                .types(List.copyOf(types.values()))
                .relations(List.of())
                .gates(List.of())
                .concurrency(List.of(new WorkflowGraph.ConcurrencyLevel(2, upTo(1000))))
                .criticalPath(List.of())
                .coordination(coordination())
                .build();
    }

    private AgentPart part(int number) {
        return AgentPart.builder()
                .agentId("a" + number)
                .agentType(maybe(one(types)))
                .failed(maybe(random.nextBoolean()))
                .context(context())
                .because(Map.of())
                .activeMs(upTo(1_000_000))
                .build();
    }

    private Stage stage(int number, String delegator) {
        long from = startOf();
        return Stage.builder()
                .number(number)
                .delegatorAgentId(delegator)
                .agentIds(List.of("a" + number, "a" + (number + 1)))
                .startedAt(from)
                .endedAt(random.nextInt(60) == 0 ? null : from + upTo(1_000_000))
                .tokens(maybe(upTo(1_000_000)))
                .failures(random.nextInt(3))
                .repeats(random.nextBoolean())
                .iteration(maybe(1 + number / 2))
                .handOffs(random.nextInt(3))
                .rework(random.nextInt(3))
                .build();
    }

    private Coordination coordination() {
        return Coordination.builder()
                .elapsedMs(upTo(1_000_000))
                .activeMs(upTo(1_000_000))
                .speedUp(maybe(random.nextDouble()))
                .peakConcurrency(random.nextInt(9))
                .parallelEfficiency(maybe(random.nextDouble()))
                .criticalPathMs(upTo(1000))
                .delegatedCriticalShare(maybe(random.nextDouble()))
                .startDelayMs(upTo(1000))
                .returnDelayMs(upTo(1000))
                .parentWaitedMs(upTo(1000))
                .fanOut(1)
                .depth(1)
                .messages(random.nextInt(9))
                .dataTransferChars(upTo(1000))
                .syncPoints(random.nextInt(9))
                .repeatedRuns(random.nextInt(9))
                .retries(random.nextInt(9))
                .fileConflicts(random.nextInt(9))
                .failures(random.nextInt(9))
                .propagatedFailures(random.nextInt(9))
                .implementations(random.nextInt(9))
                .gated(random.nextInt(3))
                .reworked(random.nextInt(3))
                .gateMs(upTo(1000))
                .tokens(maybe(upTo(1_000_000)))
                .tokensKnownOf(1)
                .costUsd(maybe(upTo(9_000_000) / 1e6))
                .build();
    }
}
