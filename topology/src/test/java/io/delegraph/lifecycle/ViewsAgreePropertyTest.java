package io.delegraph.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.delegraph.aggregates.Aggregate;
import io.delegraph.aggregates.Subject;
import io.delegraph.aggregates.SumMetric;
import io.delegraph.schemas.Json;
import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.graph.AgentMessage;
import io.delegraph.schemas.graph.AgentPart;
import io.delegraph.schemas.graph.Coordination;
import io.delegraph.schemas.graph.WorkflowGraph;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.AgentRun;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.lifecycle.Hierarchy;
import io.delegraph.schemas.lifecycle.SessionSummary;
import io.delegraph.schemas.lifecycle.TimelineEntry;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A figure that two views contain is the same in both. */
class ViewsAgreePropertyTest {
    @Property(tries = 80)
    void shouldShowTheSumOfEachAgentsEvents(@ForAll long seed, @ForAll boolean meta) {
        Views views = Views.of(SimulatedUsage.in(RandomSession.of(seed, meta), seed));

        for (AgentLifecycle agent : views.agents()) {
            String id = agent.agentId();
            List<TimelineEntry> calls = views.events(id, "tool", "message");
            assertThat(agent.toolCalls()).as("calls of %s", id).isEqualTo(calls.size());
            assertThat(agent.toolFailures()).isEqualTo(count(calls, "FAILED"));
            assertThat(agent.permissionDenials()).isEqualTo(count(calls, "DENIED"));
            assertThat(agent.messagesSent()).isEqualTo(count(views.events(id, "message"), "SUCCEEDED"));
            assertThat(agent.permissionRequests())
                    .isEqualTo(views.events(id, "wait").size());
            if (!id.equals("root")) {
                List<TimelineEntry> runs = views.events(id, "run");
                assertThat(agent.runs()).as("runs of %s", id).isEqualTo(runs.size());
                assertThat(agent.startedAt())
                        .isEqualTo(runs.isEmpty() ? null : runs.getFirst().at());
                if (agent.durationMs() != null) {
                    assertThat(sum(runs, TimelineEntry::durationMs))
                            .as("duration of %s", id)
                            .isEqualTo(agent.durationMs());
                }
            }
        }
    }

    @Property(tries = 100)
    void shouldShowAnAgentEquallyInDetailsTreeAndTopic(@ForAll long seed, @ForAll boolean meta) {
        Views views = Views.of(SimulatedUsage.in(RandomSession.of(seed, meta), seed));

        assertThat(views.publishedAgents()).hasSameSizeAs(views.agents());
        for (AgentLifecycle agent : views.agents()) {
            String id = agent.agentId();
            assertThat(views.details().get(id).agent()).isEqualTo(agent);
            assertThat(timeless(views.publishedAgents().get(id)).withContext(null))
                    .isEqualTo(timeless(agent));
            List<AgentRun> runs = views.details().get(id).runs();
            assertThat(runs).hasSize(id.equals("root") ? 0 : agent.runs());
            if (!runs.isEmpty() && agent.state().terminal() && agent.endedAt() != null) {
                assertThat(runs.getLast().endedAt()).isEqualTo(agent.endedAt());
            }
        }
        assertThat(views.publishedWorkflows().values().stream().map(workflow -> workflow.withAsOf(0)))
                .containsExactlyInAnyOrderElementsOf(views.workflows().stream()
                        .map(workflow -> workflow.withAsOf(0))
                        .toList());
    }

    @Property(tries = 100)
    void shouldSumASessionUpFromItsAgents(@ForAll long seed, @ForAll boolean meta) {
        Views views = Views.of(SimulatedUsage.in(RandomSession.of(seed, meta), seed));

        assertSumOf(views.session(), views.agents());
        assertThat(views.listed()).isEqualTo(views.session());
        assertThat(views.session().workflows())
                .isEqualTo(views.workflows().size())
                .isEqualTo(views.events("root", "prompt").size());
        assertThat(total(views.workflows(), WorkflowSummary::toolCalls))
                .isEqualTo(total(views.agents(), AgentLifecycle::toolCalls));
        assertThat(total(views.workflows(), WorkflowSummary::toolFailures))
                .isEqualTo(total(views.agents(), AgentLifecycle::toolFailures));
        assertThat(views.hierarchy().workflows())
                .isEqualTo(views.workflows().stream()
                        .map(workflow -> workflow.withGraph(null))
                        .toList());
    }

    @Property(tries = 100)
    void shouldCountInWorkflowsTheMessagesThatAreListed(@ForAll long seed, @ForAll boolean meta) {
        Views views = Views.of(SimulatedUsage.in(RandomSession.of(seed, meta), seed));
        Map<String, AgentLifecycle> agents =
                views.agents().stream().collect(Collectors.toMap(AgentLifecycle::agentId, Function.identity()));

        long listed = views.messages().stream()
                .map(message -> message.kind() == AgentMessage.Kind.REQUEST ? message.to() : message.from())
                .filter(id -> id.equals("root") || agents.get(id).workflowId() != null)
                .count();
        assertThat(total(
                        views.workflows(),
                        workflow -> workflow.graph().coordination().messages()))
                .isEqualTo((int) listed);
    }

    @Property(tries = 80)
    void shouldNumberThePromptsTheSameInEveryView(@ForAll long seed, @ForAll long order) {
        List<AgentEvent.InSession> events =
                new ArrayList<>(RandomSession.of(seed, true).events());
        Collections.shuffle(events, new Random(order));
        Views views = Views.of(events);

        // the ids of random prompts contain their numbers, from 0
        for (WorkflowSummary workflow : views.workflows()) {
            assertThat("prompt-" + (workflow.number() - 1)).isEqualTo(workflow.workflowId());
            assertThat(views.publishedWorkflows().get(workflow.workflowId()).number())
                    .isEqualTo(workflow.number());
        }
        for (TimelineEntry prompt : views.events("root", "prompt")) {
            assertThat("prompt-" + (prompt.number() - 1)).isEqualTo(prompt.id());
        }
    }

    @Property(tries = 100)
    void shouldCountTheRootsCallsForEachPrompt(@ForAll long seed, @ForAll boolean meta, @ForAll long order) {
        List<AgentEvent.InSession> events = RandomSession.of(seed, meta).events();
        Map<String, Integer> truth = Views.rootCalls(events);
        List<AgentEvent.InSession> shuffled = new ArrayList<>(events);
        Collections.shuffle(shuffled, new Random(order));
        shuffled.addAll(shuffled.subList(0, shuffled.size() / 2));

        for (WorkflowSummary workflow : Views.of(shuffled).workflows()) {
            int ofAgents = total(Views.of(events).members(workflow.workflowId()), AgentLifecycle::toolCalls);
            assertThat(workflow.toolCalls() - ofAgents).isEqualTo(truth.getOrDefault(workflow.workflowId(), 0));
        }
    }

    @Property(tries = 100)
    void shouldAgreeOnEveryMoment(@ForAll long seed, @ForAll boolean meta, @ForAll long moment) {
        List<AgentEvent.InSession> events = atOnce(SimulatedUsage.in(RandomSession.of(seed, meta), seed));
        Views views = Views.of(events);
        long at = events.get(Math.floorMod(moment, events.size())).at();
        Hierarchy then = PointInTimeView.of(at, views.rows(), LifecycleTimeouts.DEFAULT, SimulatedUsage.PRICES, 0);

        assertThat(then.at()).isEqualTo(at);
        assertThat(then.agents().stream()
                        .filter(agent -> agent.workflowId() == null)
                        .map(AgentLifecycle::agentId)
                        .toList())
                .containsExactly("root");
        assertSumOf(then.session(), then.agents());
        assertThat(then.session().workflows()).isEqualTo(then.workflows().size());
        assertThat(total(then.workflows(), WorkflowSummary::toolCalls))
                .isEqualTo(total(then.agents(), AgentLifecycle::toolCalls));
        for (WorkflowSummary workflow : then.workflows()) {
            assertThat(workflow.agents())
                    .isEqualTo(states(then.agents().stream()
                            .filter(agent -> workflow.workflowId().equals(agent.workflowId()))
                            .toList()));
        }
        List<TimelineEntry> until = views.events().stream()
                .filter(event -> (event.at() == null ? event.endedAt() : event.at()) <= at)
                .toList();
        for (AgentLifecycle agent : then.agents()) {
            List<TimelineEntry> calls = until.stream()
                    .filter(event -> event.agentId().equals(agent.agentId()))
                    .filter(event -> List.of("tool", "message").contains(event.kind()))
                    .toList();
            assertThat(agent.toolCalls()).isEqualTo(calls.size());
            assertThat(agent.toolFailures())
                    .isEqualTo(count(
                            calls.stream()
                                    .filter(call -> call.endedAt() != null && call.endedAt() <= at)
                                    .toList(),
                            "FAILED"));
        }
        assertThat(until.stream().filter(event -> event.kind().equals("prompt")))
                .hasSize(then.session().workflows());
    }

    /** A wait that a later call had ended, and one that was reported twice. */
    @Example
    void shouldShowTheWaitsOfAMoment() {
        shouldShowAMomentAsASessionThatEndedThere(1, -13);
        shouldShowAMomentAsASessionThatEndedThere(8, 9);
    }

    @Property(tries = 80)
    void shouldShowAMomentAsASessionThatEndedThere(@ForAll long seed, @ForAll long moment) {
        List<AgentEvent.InSession> events = atOnce(SimulatedUsage.in(RandomSession.of(seed, true), seed));
        long at = events.get(Math.floorMod(moment, events.size())).at();
        SessionRows whole = rows(events);
        SessionRows past =
                rows(events.stream().filter(event -> event.at() <= at).toList());

        Hierarchy then = PointInTimeView.of(at, whole, LifecycleTimeouts.DEFAULT, SimulatedUsage.PRICES, at);
        Hierarchy now = new SessionView(past, LifecycleTimeouts.DEFAULT, SimulatedUsage.PRICES, at).hierarchy();

        assertThat(figures(then.session())).isEqualTo(figures(now.session()));
        Map<Object, List<Object>> figures = figures(then);
        figures(now).forEach((id, expected) -> assertThat(figures.remove(id)).isEqualTo(expected));
        assertThat(figures).isEmpty();
        assertThat(then.workflows().stream().map(ViewsAgreePropertyTest::figures))
                .containsExactlyElementsOf(now.workflows().stream()
                        .map(ViewsAgreePropertyTest::figures)
                        .toList());
    }

    /** Without the end, for the same reason as the root's state. */
    private static List<Object> figures(WorkflowSummary workflow) {
        return Arrays.asList(
                workflow.workflowId(),
                workflow.number(),
                workflow.startedAt(),
                workflow.agents(),
                workflow.maxLevel(),
                workflow.toolCalls(),
                workflow.toolFailures());
    }

    /** Without the root's state: of several ends of one turn, for example after a blocked one, only the last is kept. */
    private static List<Object> figures(SessionSummary session) {
        return Arrays.asList(
                session.startedAt(),
                session.agents(),
                session.workflows(),
                session.internalHelpers(),
                session.costUsd(),
                session.costAgents(),
                session.waits());
    }

    private static Map<Object, List<Object>> figures(Hierarchy hierarchy) {
        return hierarchy.agents().stream()
                .map(ViewsAgreePropertyTest::figures)
                .collect(Collectors.toMap(List::getFirst, Function.identity()));
    }

    /** The counts of an agent; one whose id becomes known later is still its request. */
    private static List<Object> figures(AgentLifecycle agent) {
        return Arrays.asList(
                agent.requestToolUseId() == null ? agent.agentId() : agent.requestToolUseId(),
                agent.agentId().equals("root") ? null : agent.state(),
                agent.startedAt(),
                agent.endedAt(),
                agent.durationMs(),
                agent.runs(),
                agent.toolCalls(),
                agent.toolFailures(),
                agent.tokens(),
                agent.costUsd(),
                agent.permissionRequests(),
                agent.permissionDenials(),
                agent.waitingFor(),
                agent.messagesSent(),
                agent.workflowId());
    }

    private static SessionRows rows(List<AgentEvent.InSession> events) {
        Session live = new Session(new SessionRows(RandomSession.ID, new InMemoryRowStore()), TestPolicies.DEFAULT);
        events.forEach(event -> live.on(event, 0));
        return live.rows();
    }

    /** The events with arrivals at their own times, because a moment of the past knows no other time. */
    private static List<AgentEvent.InSession> atOnce(List<AgentEvent.InSession> events) {
        return events.stream()
                .map(event -> {
                    ObjectNode json = Json.MAPPER.valueToTree(event);
                    ((ObjectNode) json.get("origin")).put("arrived_at", event.at());
                    return (AgentEvent.InSession) Json.read(Json.write(json), AgentEvent.class);
                })
                .toList();
    }

    static void assertSumOf(SessionSummary session, List<AgentLifecycle> agents) {
        assertThat(session.agents())
                .isEqualTo(states(agents.stream()
                        .filter(agent -> !agent.agentId().equals("root"))
                        .toList()));
        assertThat(session.costUsd()).isEqualTo(cost(agents));
        assertThat(session.costAgents()).isEqualTo((int)
                agents.stream().filter(agent -> agent.costUsd() != null).count());
        assertThat(session.waits().stream().map(SessionSummary.Wait::agentId))
                .containsAll(agents.stream()
                        .filter(agent -> agent.state() == AgentState.LOST || agent.waitingFor() != null)
                        .map(AgentLifecycle::agentId)
                        .toList());
        AgentLifecycle root = agents.stream()
                .filter(agent -> agent.agentId().equals("root"))
                .findFirst()
                .orElseThrow();
        assertThat(List.of(session.state(), session.stateReason()))
                .isEqualTo(List.of(root.state(), root.stateReason()));
        assertThat(session.endedAt()).isEqualTo(root.endedAt());
    }

    @Property(tries = 300)
    void shouldSumAPromptUpFromItsAgents(@ForAll long seed, @ForAll boolean meta) {
        Views views = Views.of(SimulatedUsage.in(RandomSession.of(seed, meta), seed));

        for (WorkflowSummary workflow : views.workflows()) {
            List<AgentLifecycle> members = views.members(workflow.workflowId());
            assertThat(workflow.agents()).isEqualTo(states(members));
            assertThat(workflow.maxLevel())
                    .isEqualTo(members.stream()
                            .filter(agent -> agent.runs() > 0)
                            .mapToInt(AgentLifecycle::agentHierarchyLevel)
                            .max()
                            .orElse(0));
            assertThat(workflow.startedAt())
                    .isEqualTo(views.events("root", "prompt").stream()
                            .filter(event -> event.id().equals(workflow.workflowId()))
                            .findFirst()
                            .orElseThrow()
                            .at());
            graph(workflow, members);
        }
    }

    private static void graph(WorkflowSummary workflow, List<AgentLifecycle> members) {
        WorkflowGraph graph = workflow.graph();
        Coordination coordination = graph.coordination();
        if (workflow.settled()) {
            assertThat(coordination.elapsedMs()).as("elapsed").isEqualTo(workflow.durationMs());
        }
        assertThat(coordination.depth()).isEqualTo(workflow.maxLevel());
        assertThat(coordination.failures())
                .isEqualTo(count(workflow, AgentState.FAILED, AgentState.KILLED, AgentState.LOST));
        List<AgentLifecycle> withTokens =
                members.stream().filter(agent -> agent.allTokens() != null).toList();
        assertThat(coordination.tokensKnownOf()).isEqualTo(withTokens.size());
        assertThat(coordination.tokens())
                .isEqualTo(
                        withTokens.isEmpty()
                                ? null
                                : withTokens.stream()
                                        .mapToLong(AgentLifecycle::allTokens)
                                        .sum());
        assertThat(coordination.costUsd()).isEqualTo(cost(members));
        for (AgentPart part : graph.agents()) {
            members.stream()
                    .filter(agent -> agent.agentId().equals(part.agentId()) && agent.durationMs() != null)
                    .forEach(agent -> assertThat(part.activeMs() + part.waitedMs() + part.personMs())
                            .as("time of the runs of %s", agent.agentId())
                            .isEqualTo(agent.durationMs()));
        }
        assertThat(coordination.activeMs())
                .isEqualTo(
                        graph.agents().stream().mapToLong(AgentPart::activeMs).sum());
        assertThat(graph.concurrency().stream()
                        .mapToLong(WorkflowGraph.ConcurrencyLevel::ms)
                        .sum())
                .isEqualTo(coordination.elapsedMs());
        assertThat(graph.agents().stream()
                        .map(AgentPart::agentId)
                        .filter(id -> !id.equals("root"))
                        .toList())
                .containsExactlyInAnyOrderElementsOf(members.stream()
                        .filter(agent -> agent.runs() > 0)
                        .map(AgentLifecycle::agentId)
                        .toList());
    }

    @Property(tries = 100)
    void shouldSumTheMetricsUpFromAgentsAndPrompts(@ForAll long seed, @ForAll boolean meta) {
        Views views = Views.of(SimulatedUsage.in(RandomSession.of(seed, meta), seed));

        Aggregate delegations = views.metrics(Subject.DELEGATION);
        List<AgentLifecycle> delegated = views.delegated();
        Map<AgentState, Integer> states = views.session().agents();
        assertThat(delegations.get(SumMetric.DELEGATIONS)).isEqualTo(delegated.size());
        assertThat(delegations.get(SumMetric.COMPLETED)).isEqualTo(count(states, AgentState.COMPLETED));
        assertThat(delegations.get(SumMetric.FAILED)).isEqualTo(count(states, AgentState.FAILED));
        assertThat(delegations.get(SumMetric.REFUSED)).isEqualTo(count(states, AgentState.REFUSED));
        assertThat(delegations.get(SumMetric.KILLED)).isEqualTo(count(states, AgentState.KILLED));
        assertThat(delegations.get(SumMetric.LOST)).isEqualTo(count(states, AgentState.LOST));
        assertThat(delegations.get(SumMetric.DURATION_MS)).isEqualTo(sum(delegated, AgentLifecycle::durationMs));
        assertThat(delegations.get(SumMetric.TOKENS)).isEqualTo(sum(delegated, AgentLifecycle::allTokens));
        assertThat(delegations.get(SumMetric.COST_MICRO_USD)).isEqualTo(micro(delegated));
        assertThat(delegations.get(SumMetric.TOOL_CALLS)).isEqualTo(total(delegated, AgentLifecycle::toolCalls));
        assertThat(delegations.get(SumMetric.TOOL_FAILURES)).isEqualTo(total(delegated, AgentLifecycle::toolFailures));
        assertThat(delegations.get(SumMetric.PERMISSION_REQUESTS))
                .isEqualTo(total(delegated, AgentLifecycle::permissionRequests));
        assertThat(delegations.get(SumMetric.PERMISSION_DENIALS))
                .isEqualTo(total(delegated, AgentLifecycle::permissionDenials));
        assertThat(delegations.get(SumMetric.REPEATED_RUNS))
                .isEqualTo(total(delegated, agent -> Math.max(0, agent.runs() - 1)));

        Aggregate prompts = views.metrics(Subject.WORKFLOW);
        List<WorkflowSummary> settled =
                views.workflows().stream().filter(WorkflowSummary::settled).toList();
        assertThat(prompts.get(SumMetric.WORKFLOWS)).isEqualTo(views.session().workflows());
        assertThat(prompts.get(SumMetric.OPEN)).isEqualTo(views.session().workflows() - settled.size());
        assertThat(prompts.get(SumMetric.AGENTS))
                .isEqualTo(total(
                        settled,
                        workflow -> workflow.agents().values().stream()
                                .mapToInt(Integer::intValue)
                                .sum()));
        assertThat(prompts.get(SumMetric.TOOL_CALLS)).isEqualTo(total(settled, WorkflowSummary::toolCalls));
        assertThat(prompts.get(SumMetric.TOOL_FAILURES)).isEqualTo(total(settled, WorkflowSummary::toolFailures));
        assertThat(prompts.get(SumMetric.ELAPSED_MS)).isEqualTo(sum(settled, WorkflowSummary::durationMs));
    }

    private static AgentLifecycle timeless(AgentLifecycle agent) {
        return agent.asOf(0, agent.state() == AgentState.LOST ? "" : agent.stateReason());
    }

    static Map<AgentState, Integer> states(Collection<AgentLifecycle> agents) {
        return agents.stream()
                .collect(Collectors.groupingBy(AgentLifecycle::state, TreeMap::new, Collectors.summingInt(agent -> 1)));
    }

    private static long count(Map<AgentState, Integer> states, AgentState state) {
        return states.getOrDefault(state, 0);
    }

    private static int count(WorkflowSummary workflow, AgentState... states) {
        return List.of(states).stream()
                .mapToInt(state -> workflow.agents().getOrDefault(state, 0))
                .sum();
    }

    private static int count(List<TimelineEntry> events, String outcome) {
        return (int)
                events.stream().filter(event -> outcome.equals(event.outcome())).count();
    }

    private static <T> long sum(List<T> of, Function<T, Long> figure) {
        return of.stream()
                .map(figure)
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .sum();
    }

    private static <T> int total(List<T> of, ToIntFunction<T> figure) {
        return of.stream().mapToInt(figure).sum();
    }

    private static List<BigDecimal> costs(Collection<AgentLifecycle> agents) {
        return agents.stream()
                .map(AgentLifecycle::costUsd)
                .filter(Objects::nonNull)
                .map(BigDecimal::valueOf)
                .toList();
    }

    /** Sum of the known costs, USD; null when there are none. */
    private static Double cost(Collection<AgentLifecycle> agents) {
        List<BigDecimal> costs = costs(agents);
        return costs.isEmpty()
                ? null
                : (Double)
                        costs.stream().reduce(BigDecimal.ZERO, BigDecimal::add).doubleValue();
    }

    private static long micro(Collection<AgentLifecycle> agents) {
        return costs(agents).stream()
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .movePointRight(6)
                .longValueExact();
    }
}
