package io.delegraph.tools.demo.truth;

import static io.delegraph.schemas.AgentId.ROOT;

import io.delegraph.schemas.Json;
import io.delegraph.schemas.event.SpawnFailure;
import io.delegraph.schemas.graph.ExpectedOutcome;
import io.delegraph.schemas.graph.WorkflowOrchestration;
import io.delegraph.schemas.lifecycle.AgentState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is true of one session; filled while the session is written, read once it is complete. */
public final class SessionTruth {
    private final String id;
    private final boolean script;
    private final List<AgentTruth> agents = new ArrayList<>();
    private final List<RefusedRequest> requests = new ArrayList<>();
    private final List<WorkflowTruth> workflows = new ArrayList<>();
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
            long toldAt) {}

    private record WorkflowTruth(String promptId, WorkflowOrchestration orchestration, String pattern, long endedAt) {}

    private record SessionLink(String parentSession, String agentId, long at) {}

    /** {@code script} tells whether the hook script sends, which adds the client's notes. */
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

    /** A person's prompt: what is started from now on is of its turn. */
    public void turn(String promptId) {
        turn = promptId;
    }

    @Nullable
    String turn() {
        return turn;
    }

    /** An agent calls a tool. */
    public void recordCall(@Nullable String agentId, long at) {
        calls.computeIfAbsent(agentId, id -> new ArrayList<>()).add(at);
    }

    /** How many tool calls an agent makes by then. */
    public int calls(@Nullable String agentId, long moment) {
        return (int) calls.getOrDefault(agentId, List.of()).stream()
                .filter(at -> at <= moment)
                .count();
    }

    /** An agent could not go on. */
    public void recordPause(@Nullable String agentId, Pause pause) {
        pauses.computeIfAbsent(agentId, id -> new ArrayList<>()).add(pause);
    }

    List<Pause> pauses(String agentId) {
        return List.copyOf(pauses.getOrDefault(agentId, List.of()));
    }

    /** An agent of this turn is set to work again. */
    void recordResume(@Nullable String promptId, long at) {
        sentBack.merge(promptId, at, Math::min);
    }

    /**
     * A request is refused.
     *
     * @param kind null when no failure is sent
     * @param toldAt when the event fires that tells it
     */
    public void refused(
            String call,
            @Nullable AgentTruth parent,
            String type,
            @Nullable SpawnFailure kind,
            long askedAt,
            long toldAt) {
        requests.add(new RefusedRequest(call, parent, type, kind, askedAt, toldAt));
    }

    public void workflow(String promptId, WorkflowOrchestration orchestration, String pattern, long at) {
        workflows.add(new WorkflowTruth(promptId, orchestration, pattern, at));
    }

    public void startedAt(long at) {
        startedAt = at;
    }

    /** The root gets a prompt, a notification among them; in the order of time. */
    public void prompted(long at) {
        promptedAt = at;
    }

    /** The root's turn ends, and tells which background agents run. */
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

    /** Whether a root's stop or the client's end that comes after {@code moment} is sent. */
    boolean laterStopSentBy(long moment, long cut) {
        return (endedAt != null && endedAt <= cut) || stops.stream().anyMatch(stop -> stop > moment && stop <= cut);
    }

    /** Everything, when nothing later than {@code end} is sent, epoch ms; nothing of a session that begins later. */
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
        requests.stream().filter(it -> it.toldAt <= cut).forEach(it -> request(it, cut, labels));
        labels.addAll(new DelegationTruth(this, agents, cut).labels());
        workflows.forEach(it -> workflow(it, cut, labels));
        if (link != null && link.at <= cut) {
            labels.add(Label.known(id, null, FactNames.PARENT_SESSION, link.parentSession, link.at, cut));
            labels.add(Label.known(link.parentSession, id, FactNames.STARTED_BY, link.agentId, link.at, cut));
        }
        return labels;
    }

    private void workflow(WorkflowTruth it, long cut, List<Label> labels) {
        Long again = sentBack.get(it.promptId);
        boolean loop = it.orchestration == WorkflowOrchestration.SUB_AGENT && again != null && again <= cut;
        String word = Json.word(loop ? WorkflowOrchestration.LOOP : it.orchestration);
        long at = loop && again != null ? Math.max(again, it.endedAt) : it.endedAt;
        labels.add(Label.known(id, it.promptId, FactNames.ORCHESTRATION, word, at, cut));
        labels.add(Label.known(id, it.promptId, FactNames.PATTERN, it.pattern, it.endedAt, cut));
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
        // an interrupted turn has no Stop: nothing tells that the root is idle
        boolean told = !stops.isEmpty() && stops.getLast() > promptedAt && stops.getLast() <= cut;
        return told
                ? Label.known(id, ROOT, FactNames.OUTCOME, AgentState.WAITING.name(), stops.getLast(), cut)
                : Label.unknowable(id, ROOT, FactNames.OUTCOME, AgentState.WAITING.name(), open);
    }

    private void request(RefusedRequest it, long cut, List<Label> labels) {
        Long levelAt = it.parent == null ? (Long) it.askedAt : it.parent.levelAt();
        int level = it.parent == null ? 1 : it.parent.level() + 1;
        labels.add(Label.known(id, it.call, FactNames.PARENT, idOf(it.parent), it.askedAt, cut));
        labels.add(Label.known(
                id,
                it.call,
                FactNames.LEVEL,
                Integer.toString(level),
                levelAt == null ? null : (Long) Math.max(levelAt, it.askedAt),
                cut));
        labels.add(Label.known(id, it.call, FactNames.TYPE, it.type, it.askedAt, cut));
        labels.add(Label.known(id, it.call, FactNames.OUTCOME, AgentState.REFUSED.name(), it.toldAt, cut));
        if (it.kind != null) {
            labels.add(Label.known(id, it.call, FactNames.REFUSAL, it.kind.name(), it.toldAt, cut));
        }
    }

    private static String idOf(@Nullable AgentTruth agent) {
        return agent == null ? ROOT : agent.id();
    }
}
