package io.delegraph.tools.demo.truth;

import static io.delegraph.schemas.AgentId.ROOT;

import io.delegraph.schemas.Json;
import io.delegraph.schemas.event.SpawnFailure;
import io.delegraph.schemas.graph.ExpectedOutcome;
import io.delegraph.schemas.graph.WorkflowOrchestration;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.security.Severity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The truth about one session; filled during the simulation, read when it is complete. */
public final class SessionTruth {
    private final String id;
    private final boolean script;
    private final List<AgentTruth> agents = new ArrayList<>();
    private final List<RefusedRequest> requests = new ArrayList<>();
    private final List<WorkflowTruth> workflows = new ArrayList<>();
    private final List<WriteTruth> writes = new ArrayList<>();
    private final List<FindingTruth> findings = new ArrayList<>();
    private final Map<String, List<Long>> calls = new HashMap<>();
    private final Map<String, List<Pause>> pauses = new HashMap<>();
    private final Map<String, Long> sentBack = new HashMap<>();
    private @Nullable String turn;
    private final List<Long> stops = new ArrayList<>();
    private long startedAt;
    private long promptedAt;
    private @Nullable Long endedAt;
    private @Nullable Long killedAt;
    private @Nullable SessionLink link;

    private record RefusedRequest(
            String call,
            @Nullable AgentTruth parent,
            String type,
            @Nullable SpawnFailure kind,
            long askedAt,
            long reportedAt) {}

    private record WorkflowTruth(String promptId, WorkflowOrchestration orchestration, String pattern, long endedAt) {}

    private record WriteTruth(String agentId, String file, long at) {}

    private record FindingTruth(String agentId, String value, long at) {}

    private record SessionLink(String parentSession, String agentId, long at) {}

    /** {@code script} is true when the hook script is installed, which adds the client's notes. */
    public SessionTruth(String id, boolean script) {
        this.id = id;
        this.script = script;
    }

    public String id() {
        return id;
    }

    boolean script() {
        return script;
    }

    /** An agent starts; {@code parent} is null for the root. */
    public AgentTruth agent(
            String agentId,
            String type,
            @Nullable AgentTruth parent,
            boolean background,
            long requestedAt,
            long startedAt,
            ExpectedOutcome outcome) {
        AgentTruth agent = new AgentTruth(this, agentId, type, parent, background, requestedAt, startedAt, outcome);
        agents.add(agent);
        return agent;
    }

    /** A person's prompt: agents that start from now on belong to its turn. */
    public void turn(String promptId) {
        turn = promptId;
    }

    @Nullable
    String turn() {
        return turn;
    }

    /** Records an agent's tool call. */
    public void recordCall(@Nullable String agentId, long at) {
        calls.computeIfAbsent(agentId, id -> new ArrayList<>()).add(at);
    }

    /** The number of an agent's tool calls by a moment. */
    public int calls(@Nullable String agentId, long moment) {
        return (int) calls.getOrDefault(agentId, List.of()).stream()
                .filter(at -> at <= moment)
                .count();
    }

    /** Records a pause of an agent. */
    public void recordPause(@Nullable String agentId, Pause pause) {
        pauses.computeIfAbsent(agentId, id -> new ArrayList<>()).add(pause);
    }

    List<Pause> pauses(String agentId) {
        return List.copyOf(pauses.getOrDefault(agentId, List.of()));
    }

    /** Records that an agent of this turn is resumed. */
    void recordResume(@Nullable String promptId, long at) {
        sentBack.merge(promptId, at, Math::min);
    }

    /**
     * Records a refused request.
     *
     * @param kind null when no failure is sent
     * @param reportedAt when the event that reports it fires, epoch ms; null when none does
     */
    public void refused(
            String call,
            @Nullable AgentTruth parent,
            String type,
            @Nullable SpawnFailure kind,
            long askedAt,
            long reportedAt) {
        requests.add(new RefusedRequest(call, parent, type, kind, askedAt, reportedAt));
    }

    public void workflow(String promptId, WorkflowOrchestration orchestration, String pattern, long at) {
        workflows.add(new WorkflowTruth(promptId, orchestration, pattern, at));
    }

    /** Records that a security rule is to find something about an agent, at the latest at this moment. */
    public void finding(String agentId, String rule, Severity severity, long at) {
        findings.add(new FindingTruth(agentId, rule + " " + severity, at));
    }

    /** Records that an agent wrote a file, in time order of each agent. */
    public void wrote(String agentId, String file, long at) {
        writes.add(new WriteTruth(agentId, file, at));
    }

    /** Agents that wrote a file which another one at work had written, with the times: siblings only share files in a demo. */
    private Map<String, Long> conflicts() {
        Map<String, Long> conflicts = new TreeMap<>();
        for (WriteTruth later : writes) {
            boolean shared = writes.stream()
                    .anyMatch(first -> first.file.equals(later.file)
                            && first.at < later.at
                            && !first.agentId.equals(later.agentId)
                            && agents.stream()
                                    .anyMatch(agent -> agent.id().equals(first.agentId) && agent.atWork(later.at)));
            if (shared) {
                conflicts.putIfAbsent(later.agentId, later.at);
            }
        }
        return conflicts;
    }

    public void startedAt(long at) {
        startedAt = at;
    }

    /** Records that the root gets a prompt or a notification; in time order. */
    public void prompted(long at) {
        promptedAt = at;
    }

    /** Records the end of the root's turn, which lists the running background agents. */
    public void stopped(long at) {
        stops.add(at);
    }

    public void closed(long at) {
        endedAt = at;
    }

    /** Nothing is sent after this moment. */
    public void killedAt(long at) {
        killedAt = at;
    }

    public void startedBy(SessionTruth other, @Nullable AgentTruth agent, long at) {
        link = new SessionLink(other.id, idOf(agent), at);
    }

    boolean killed() {
        return killedAt != null;
    }

    /** Whether a root's stop or the client's end after {@code moment} is sent. */
    boolean laterStopSentBy(long moment, long cut) {
        return (endedAt != null && endedAt <= cut) || stops.stream().anyMatch(stop -> stop > moment && stop <= cut);
    }

    /** All labels when nothing later than {@code end} is sent, epoch ms; none when the session begins later. */
    public List<Label> labels(long end) {
        long cut = killedAt == null ? end : Math.min(end, killedAt);
        List<Label> labels = new ArrayList<>();
        if (startedAt > cut) {
            return labels;
        }
        labels.add(root(cut));
        for (AgentTruth agent : agents) {
            labels.addAll(agent.labels(cut));
        }
        requests.stream()
                .filter(request -> request.reportedAt <= cut)
                .forEach(request -> request(request, cut, labels));
        labels.addAll(new DelegationTruth(this, agents, cut).labels());
        workflows.forEach(workflow -> workflow(workflow, cut, labels));
        conflicts().forEach((agent, at) -> labels.add(Label.known(id, agent, FactNames.FINDING, "D3 LOW", at, cut)));
        // silence is found after the session's last hook
        findings.forEach(finding ->
                labels.add(Label.known(id, finding.agentId, FactNames.FINDING, finding.value, finding.at, end)));
        if (link != null && link.at <= cut) {
            labels.add(Label.known(id, null, FactNames.PARENT_SESSION, link.parentSession, link.at, cut));
            labels.add(Label.known(link.parentSession, id, FactNames.STARTED_BY, link.agentId, link.at, cut));
        }
        return labels;
    }

    private void workflow(WorkflowTruth workflow, long cut, List<Label> labels) {
        Long again = sentBack.get(workflow.promptId);
        boolean loop = workflow.orchestration == WorkflowOrchestration.SUB_AGENT && again != null && again <= cut;
        String word = Json.word(loop ? WorkflowOrchestration.LOOP : workflow.orchestration);
        long at = loop && again != null ? Math.max(again, workflow.endedAt) : workflow.endedAt;
        labels.add(Label.known(id, workflow.promptId, FactNames.ORCHESTRATION, word, at, cut));
        labels.add(Label.known(id, workflow.promptId, FactNames.PATTERN, workflow.pattern, workflow.endedAt, cut));
    }

    private Label root(long cut) {
        if (endedAt != null && endedAt <= cut) {
            return Label.known(id, ROOT, FactNames.OUTCOME, AgentState.COMPLETED.name(), endedAt, cut);
        }
        List<String> open = new ArrayList<>(List.of(AgentState.ACTIVE.name(), AgentState.WAITING.name()));
        if (killed()) {
            open.add(AgentState.LOST.name());
            return Label.unknowable(id, ROOT, FactNames.OUTCOME, AgentState.KILLED.name(), open);
        }
        if (endedAt != null) {
            return Label.unknowable(id, ROOT, FactNames.OUTCOME, AgentState.COMPLETED.name(), open);
        }
        // an interrupted turn has no Stop: no event reports that the root is idle
        boolean reported = !stops.isEmpty() && stops.getLast() > promptedAt && stops.getLast() <= cut;
        return reported
                ? Label.known(id, ROOT, FactNames.OUTCOME, AgentState.WAITING.name(), stops.getLast(), cut)
                : Label.unknowable(id, ROOT, FactNames.OUTCOME, AgentState.WAITING.name(), open);
    }

    private void request(RefusedRequest request, long cut, List<Label> labels) {
        Long levelAt = request.parent == null ? (Long) request.askedAt : request.parent.levelAt();
        int level = request.parent == null ? 1 : request.parent.level() + 1;
        labels.add(Label.known(id, request.call, FactNames.PARENT, idOf(request.parent), request.askedAt, cut));
        labels.add(Label.known(
                id,
                request.call,
                FactNames.LEVEL,
                Integer.toString(level),
                levelAt == null ? null : (Long) Math.max(levelAt, request.askedAt),
                cut));
        labels.add(Label.known(id, request.call, FactNames.TYPE, request.type, request.askedAt, cut));
        labels.add(
                Label.known(id, request.call, FactNames.OUTCOME, AgentState.REFUSED.name(), request.reportedAt, cut));
        if (request.kind != null) {
            labels.add(Label.known(id, request.call, FactNames.REFUSAL, request.kind.name(), request.reportedAt, cut));
        }
    }

    private static String idOf(@Nullable AgentTruth agent) {
        return agent == null ? ROOT : agent.id();
    }
}
