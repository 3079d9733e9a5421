package io.delegraph.demo.truth;

import io.delegraph.schemas.event.SpawnFailure;
import io.delegraph.schemas.lifecycle.AgentState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;

/** What is true of one session; filled while the session is written, read once it is complete. */
public final class SessionTruth {
    private static final String ROOT = "root";

    private final String id;
    private final boolean script;
    private final List<AgentTruth> agents = new ArrayList<>();
    private final List<Request> requests = new ArrayList<>();
    private final List<Workflow> workflows = new ArrayList<>();
    private final Map<String, String> strategies = new LinkedHashMap<>();
    private final Map<String, Long> delegatedAt = new LinkedHashMap<>();
    private final List<Long> stops = new ArrayList<>();
    private long startedAt;
    private long promptedAt;
    private Long endedAt;
    private Long killedAt;
    private Link link;

    private record Request(String call, AgentTruth parent, String type, SpawnFailure kind, long askedAt, long toldAt) {}

    private record Workflow(String promptId, String orchestration, String pattern, long endedAt) {}

    private record Link(String parentSession, String agentId, long at) {}

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
            String agentId, String type, AgentTruth parent, boolean background, long at, String coordination) {
        AgentTruth agent = new AgentTruth(this, agentId, type, parent, background, at, coordination);
        agents.add(agent);
        delegatedAt.merge(idOf(parent), at, Math::max);
        return agent;
    }

    /**
     * A request is refused.
     *
     * @param kind null when no failure is sent
     * @param toldAt when the event fires that tells it
     */
    public void refused(String call, AgentTruth parent, String type, SpawnFailure kind, long askedAt, long toldAt) {
        requests.add(new Request(call, parent, type, kind, askedAt, toldAt));
    }

    /** How an agent (null for the root) delegates; of several strategies over its life the one that {@code stronger} chooses. */
    public void strategy(AgentTruth agent, String strategy, BinaryOperator<String> stronger) {
        strategies.merge(idOf(agent), strategy, stronger);
    }

    public void workflow(String promptId, String orchestration, String pattern, long at) {
        workflows.add(new Workflow(promptId, orchestration, pattern, at));
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

    public void startedBy(SessionTruth other, AgentTruth agent, long at) {
        link = new Link(other.id, idOf(agent), at);
    }

    boolean killed() {
        return killedAt != null;
    }

    /** Whether a root's stop or the client's end that comes after {@code moment} is sent. */
    boolean missedBy(long moment, long cut) {
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
        strategies.forEach((agent, strategy) ->
                labels.add(Label.known(id, agent, Facts.STRATEGY, strategy, delegatedAt.get(agent), cut)));
        for (Workflow it : workflows) {
            labels.add(Label.known(id, it.promptId, Facts.ORCHESTRATION, it.orchestration, it.endedAt, cut));
            labels.add(Label.known(id, it.promptId, Facts.PATTERN, it.pattern, it.endedAt, cut));
        }
        if (link != null && link.at <= cut) {
            labels.add(Label.known(id, null, Facts.PARENT_SESSION, link.parentSession, link.at, cut));
            labels.add(Label.known(link.parentSession, id, Facts.STARTED_BY, link.agentId, link.at, cut));
        }
        return labels;
    }

    private Label root(long cut) {
        if (endedAt != null && endedAt <= cut) {
            return Label.known(id, ROOT, Facts.OUTCOME, AgentState.COMPLETED.name(), endedAt, cut);
        }
        List<String> open = new ArrayList<>(List.of(AgentState.ACTIVE.name(), AgentState.WAITING.name()));
        if (killed()) {
            open.add(AgentState.LOST.name());
            return Label.unknowable(id, ROOT, Facts.OUTCOME, AgentState.KILLED.name(), open);
        }
        if (endedAt != null) {
            return Label.unknowable(id, ROOT, Facts.OUTCOME, AgentState.COMPLETED.name(), open);
        }
        // an interrupted turn has no Stop: nothing tells that the root is idle
        boolean told = !stops.isEmpty() && stops.getLast() > promptedAt && stops.getLast() <= cut;
        return told
                ? Label.known(id, ROOT, Facts.OUTCOME, AgentState.WAITING.name(), stops.getLast(), cut)
                : Label.unknowable(id, ROOT, Facts.OUTCOME, AgentState.WAITING.name(), open);
    }

    private void request(Request it, long cut, List<Label> labels) {
        Long levelAt = it.parent == null ? (Long) it.askedAt : it.parent.levelAt();
        int level = it.parent == null ? 1 : it.parent.level() + 1;
        labels.add(Label.known(id, it.call, Facts.PARENT, idOf(it.parent), it.askedAt, cut));
        labels.add(Label.known(
                id,
                it.call,
                Facts.LEVEL,
                Integer.toString(level),
                levelAt == null ? null : (Long) Math.max(levelAt, it.askedAt),
                cut));
        labels.add(Label.known(id, it.call, Facts.TYPE, it.type, it.askedAt, cut));
        labels.add(Label.known(id, it.call, Facts.OUTCOME, AgentState.REFUSED.name(), it.toldAt, cut));
        if (it.kind != null) {
            labels.add(Label.known(id, it.call, Facts.REFUSAL, it.kind.name(), it.toldAt, cut));
        }
    }

    private static String idOf(AgentTruth agent) {
        return agent == null ? ROOT : agent.id();
    }
}
