package io.delegraph.lifecycle;

import io.delegraph.aggregates.Aggregate;
import io.delegraph.aggregates.BatchAggregation;
import io.delegraph.aggregates.Subject;
import io.delegraph.aggregates.WindowSize;
import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.event.SpawnRequested;
import io.delegraph.schemas.event.ToolEnded;
import io.delegraph.schemas.event.ToolStarted;
import io.delegraph.schemas.graph.AgentMessage;
import io.delegraph.schemas.lifecycle.AgentDetail;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.Hierarchy;
import io.delegraph.schemas.lifecycle.SessionSummary;
import io.delegraph.schemas.lifecycle.TimelineEntry;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All served and published views of one session that has ended. */
record Views(
        SessionRows rows,
        Hierarchy hierarchy,
        SessionSummary listed,
        List<WorkflowSummary> workflows,
        List<TimelineEntry> events,
        List<AgentMessage> messages,
        Map<String, AgentDetail> details,
        Map<String, AgentLifecycle> publishedAgents,
        Map<String, WorkflowSummary> publishedWorkflows) {
    static Views of(List<AgentEvent.InSession> events) {
        Policies policies = TestPolicies.of(LifecycleTimeouts.DEFAULT, SimulatedUsage.PRICES);
        Session live = new Session(new SessionRows(RandomSession.ID, new InMemoryRowStore()), policies);
        List<Fact> facts = new ArrayList<>();
        events.forEach(event -> facts.addAll(live.on(event, 0)));
        long silence = live.lastArrival() + LifecycleTimeouts.DEFAULT.lostCap().toMillis();
        facts.addAll(live.onTimer(silence));
        SessionView view = live.view(silence);
        List<AgentLifecycle> agents = view.agents();
        Map<String, AgentDetail> details = new LinkedHashMap<>();
        agents.forEach(agent ->
                details.put(agent.agentId(), view.detail(agent.agentId()).orElseThrow()));
        PublishedRecords published = new PublishedRecords();
        facts.forEach(published::take);
        return new Views(
                live.rows(),
                view.hierarchy(),
                view.summary(),
                view.workflows(policies.analysis()),
                Timeline.page(live.rows(), null, null, null, null, Integer.MAX_VALUE),
                view.messages(),
                details,
                published.agents(),
                published.workflows());
    }

    /** The number of the root's calls by workflow, from the events. */
    static Map<String, Integer> rootCalls(List<AgentEvent.InSession> events) {
        Map<String, String> prompts = new LinkedHashMap<>();
        for (AgentEvent.InSession event : events) {
            if (event.origin().agentId() == null) {
                switch (event) {
                    case ToolStarted started ->
                        prompts.put(started.toolUseId(), started.origin().promptId());
                    case ToolEnded ended ->
                        prompts.put(ended.toolUseId(), ended.origin().promptId());
                    case SpawnRequested requested ->
                        prompts.put(requested.toolUseId(), requested.origin().promptId());
                    default -> {}
                }
            }
        }
        Map<String, Integer> calls = new TreeMap<>();
        prompts.values().forEach(prompt -> calls.merge(prompt, 1, Integer::sum));
        return calls;
    }

    /** The session's metric sums over all days, not grouped. */
    Aggregate metrics(Subject subject) {
        return BatchAggregation.of(publishedAgents.values(), publishedWorkflows.values()).entrySet().stream()
                .filter(entry -> entry.getKey().size() == WindowSize.DAY)
                .filter(entry -> entry.getKey().series().grouping().subject() == subject)
                .filter(entry -> entry.getKey().series().grouping().dimensions().isEmpty())
                .map(Map.Entry::getValue)
                .reduce(Aggregate.ZERO, Aggregate::plus);
    }

    List<AgentLifecycle> agents() {
        return hierarchy.agents();
    }

    SessionSummary session() {
        return hierarchy.session();
    }

    /** Every agent except the root. */
    List<AgentLifecycle> delegated() {
        return agents().stream()
                .filter(agent -> !agent.agentId().equals("root"))
                .toList();
    }

    List<AgentLifecycle> members(String workflowId) {
        return delegated().stream()
                .filter(agent -> workflowId.equals(agent.workflowId()))
                .toList();
    }

    List<TimelineEntry> events(String agentId, String... kinds) {
        return events.stream()
                .filter(event ->
                        event.agentId().equals(agentId) && List.of(kinds).contains(event.kind()))
                .toList();
    }
}
