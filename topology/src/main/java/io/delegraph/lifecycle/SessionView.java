package io.delegraph.lifecycle;

import static io.delegraph.schemas.AgentId.ROOT;

import io.delegraph.analysis.patterns.WorkflowAnalyzer;
import io.delegraph.lifecycle.row.Sighting;
import io.delegraph.lifecycle.row.SpawnRow;
import io.delegraph.pricing.Prices;
import io.delegraph.schemas.graph.AgentMessage;
import io.delegraph.schemas.graph.WorkflowGraph;
import io.delegraph.schemas.lifecycle.AgentDetail;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.Hierarchy;
import io.delegraph.schemas.lifecycle.OrphanedResource;
import io.delegraph.schemas.lifecycle.SessionMatch;
import io.delegraph.schemas.lifecycle.SessionSummary;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The state of a session as of a watermark: the records that are published and served. */
public final class SessionView {
    private static final Comparator<AgentLifecycle> BY_LEVEL = Comparator.comparing(
                    AgentLifecycle::agentHierarchyLevel, Comparator.nullsLast(Comparator.<Integer>naturalOrder()))
            .thenComparing(SessionView::firstAt)
            .thenComparing(AgentLifecycle::agentId);

    private final SessionRows rows;
    private final DelegationTree tree;
    private final int helpers;
    private final StatusResolver statuses;
    private final WorkflowResolver workflows;
    private final long asOf;
    private final AgentLifecycles lifecycles;
    private final UnmatchedLifecycles unmatched;

    /**
     * Builds the view of the current rows.
     *
     * @param watermark arrival time up to which everything was read, epoch ms
     */
    public SessionView(SessionRows rows, LifecycleTimeouts timeouts, Prices prices, long watermark) {
        this(rows, DelegationTree.of(rows), timeouts, prices, watermark);
    }

    SessionView(SessionRows rows, DelegationTree tree, LifecycleTimeouts timeouts, Prices prices, long watermark) {
        this(rows, tree, tree.helpers(), timeouts, prices, watermark);
    }

    /** Builds the view with the edges of later rows and the given number of the client's internal helpers. */
    SessionView(
            SessionRows rows,
            DelegationTree tree,
            int helpers,
            LifecycleTimeouts timeouts,
            Prices prices,
            long watermark) {
        this.rows = rows;
        this.tree = tree;
        this.helpers = helpers;
        this.statuses = new StatusResolver(rows, tree, timeouts, watermark);
        this.workflows = new WorkflowResolver(rows, tree);
        Sighting seen = rows.session().seen();
        this.asOf = Math.max(watermark, seen == null ? 0 : seen.lastArrival());
        this.lifecycles = new AgentLifecycles(rows, tree, statuses, workflows, prices, asOf);
        this.unmatched = new UnmatchedLifecycles(rows, tree, statuses, workflows, asOf);
    }

    /** All agents: the root first, then by level and start, those without a known parent last. */
    public List<AgentLifecycle> agents() {
        List<AgentLifecycle> agents = new ArrayList<>();
        agents.add(lifecycles.agent(ROOT));
        tree.all().keySet().forEach(id -> agents.add(lifecycles.agent(id)));
        rows.spawns().values().stream().filter(this::shownAsRequest).forEach(spawn -> agents.add(unmatched.of(spawn)));
        agents.sort(BY_LEVEL);
        return agents;
    }

    /** Whether a request without an agent is shown. It is not when only a child's note names it. */
    private boolean shownAsRequest(SpawnRow spawn) {
        return !tree.matched(spawn.toolUseId())
                && spawn.firstKnownAt() != null
                && (spawn.parentAgentId() == null || !tree.movedAgents().contains(spawn.parentAgentId()))
                && (spawn.childAgentId() == null || !tree.movedAgents().contains(spawn.childAgentId()));
    }

    private static long firstAt(AgentLifecycle agent) {
        Long at = agent.startedAt() != null ? agent.startedAt() : agent.requestedAt();
        return at == null ? agent.lastSeenAt() : at;
    }

    /** Agents that belong to an earlier session of the same client. */
    Set<String> movedAgents() {
        return tree.movedAgents();
    }

    /** Empty when the session has no such agent. */
    public Optional<AgentDetail> detail(String agentId) {
        if (agentId.equals(ROOT) || tree.all().containsKey(agentId)) {
            AgentLifecycle agent = lifecycles.agent(agentId);
            SpawnRow request = statuses.request(agentId);
            AgentTexts texts = AgentTexts.of(rows, agentId, request == null ? null : request.toolUseId());
            return Optional.of(new AgentDetail(
                    agent,
                    statuses.runs(agentId).stream().map(ObservedRun::toAgentRun).toList(),
                    request == null ? null : request.request(),
                    agentId.equals(ROOT)
                            ? StateReasons.NO_PARENT
                            : StateReasons.edgeEvidence(tree.of(agentId).evidence()),
                    texts.texts(),
                    texts.omitted()));
        }
        SpawnRow spawn = rows.spawns().get(agentId);
        if (spawn == null || !shownAsRequest(spawn)) {
            return Optional.empty();
        }
        AgentTexts asked = AgentTexts.of(rows, agentId, null);
        return Optional.of(new AgentDetail(
                unmatched.of(spawn),
                List.of(),
                spawn.request(),
                StateReasons.NO_AGENT,
                asked.texts(),
                asked.omitted()));
    }

    /** Whether an agent's state and what it waits for are still as emitted. */
    boolean hasSameStatus(AgentLifecycle emitted) {
        return lifecycles.hasSameStatus(emitted);
    }

    AgentLifecycle agent(String agentId) {
        return lifecycles.agent(agentId);
    }

    /** The whole current tree. */
    public Hierarchy hierarchy() {
        return hierarchy(null, agents());
    }

    /** The tree of these agents with its totals; {@code at} as in {@link Hierarchy}. */
    Hierarchy hierarchy(@Nullable Long at, List<AgentLifecycle> agents) {
        List<WorkflowSummary> prompts = workflows(agents);
        return new Hierarchy(summary(agents, prompts), at, agents, prompts);
    }

    /** The summary of the session for lists. */
    public SessionSummary summary() {
        return summary(agents());
    }

    /** The same for a caller that has the {@link #agents}. */
    public SessionSummary summary(List<AgentLifecycle> agents) {
        return summary(agents, workflows(agents));
    }

    private SessionSummary summary(List<AgentLifecycle> agents, List<WorkflowSummary> prompts) {
        return new SessionSummaries(rows, helpers, statuses, asOf).build(agents, prompts);
    }

    /** What of the session a person should look at; failures since {@code since}, epoch ms. */
    public SessionAttention attention(long since) {
        return new AttentionFinder(rows, since).find(agents());
    }

    /** Where these words, in lower case, are in the session; empty unless each is in some text of it. */
    public Optional<SessionMatch> find(List<String> words) {
        return SessionSearch.find(rows, agents(), words);
    }

    /** All workflows, oldest first, each with its graph. */
    public List<WorkflowSummary> workflows(WorkflowAnalyzer analysis) {
        List<AgentLifecycle> agents = agents();
        return new WorkflowSummaries(rows, statuses, workflows)
                .of(agents, asOf).stream()
                        .map(workflow -> workflow.withGraph(graph(workflow, agents, analysis)))
                        .toList();
    }

    /** The messages between the agents, oldest first. */
    public List<AgentMessage> messages() {
        return new AgentMessages(rows, statuses).list(agents());
    }

    /** Resources that outlived their agent, sorted by the end of the agent. */
    public List<OrphanedResource> orphanedResources() {
        return new OrphanedResources(rows, statuses, asOf).of(tree.all().keySet());
    }

    /** The workflows that these prompts belong to. */
    Set<String> workflowsOf(Set<String> promptIds) {
        return promptIds.stream().map(workflows::ofPrompt).collect(Collectors.toSet());
    }

    /** The analysis of one workflow; {@code agents} are {@link #agents()}. */
    WorkflowGraph graph(WorkflowSummary workflow, List<AgentLifecycle> agents, WorkflowAnalyzer analysis) {
        return analysis.analyze(new WorkflowExecutionBuilder(rows, statuses, workflows).of(workflow, agents));
    }

    List<WorkflowSummary> workflows(List<AgentLifecycle> agents) {
        return new WorkflowSummaries(rows, statuses, workflows).of(agents, asOf);
    }

    /** The earliest arrival time at which inactivity alone changes an agent, epoch ms; empty when that cannot happen any more. */
    Optional<Long> nextTimerAt() {
        List<Long> times = new ArrayList<>();
        addTimer(times, statuses.of(ROOT));
        tree.all().keySet().forEach(id -> addTimer(times, statuses.of(id)));
        rows.spawns().values().stream()
                .filter(this::shownAsRequest)
                .forEach(spawn -> addTimer(times, statuses.unmatched(spawn)));
        return times.stream().min(Comparator.naturalOrder());
    }

    private static void addTimer(List<Long> times, AgentStatus status) {
        if (status.nextTimerAt() != null) {
            times.add(status.nextTimerAt());
        }
    }
}
