package io.delegraph.security.session;

import io.delegraph.lifecycle.SessionRows;
import io.delegraph.lifecycle.row.AgentRow;
import io.delegraph.lifecycle.row.PromptRow;
import io.delegraph.lifecycle.row.RunMark;
import io.delegraph.lifecycle.row.SessionRow;
import io.delegraph.lifecycle.row.Sighting;
import io.delegraph.lifecycle.row.SpawnRow;
import io.delegraph.lifecycle.row.Timestamped;
import io.delegraph.lifecycle.row.ToolRow;
import io.delegraph.schemas.event.Denial;
import io.delegraph.schemas.lifecycle.AgentKind;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.security.rule.AgentReport;
import io.delegraph.security.rule.ObservedAgent;
import io.delegraph.security.rule.ObservedCall;
import io.delegraph.security.rule.ObservedSession;
import io.delegraph.security.rule.PermissionModes;
import io.delegraph.security.rule.Silence;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads from a session's rows what rules judge: a function of the rows, whatever the order of the events that made them. */
public final class SessionObserver {
    private final SessionRows rows;
    private final Map<String, ToolRow> calls = new HashMap<>();
    private final Map<String, ObservedAgent> agents = new HashMap<>();

    private SessionObserver(SessionRows rows) {
        this.rows = rows;
    }

    /**
     * Observes a session.
     *
     * @param agents all agents of the session as of now
     * @param now until when events were awaited, epoch ms
     */
    public static ObservedSession observe(
            SessionRows rows, List<AgentLifecycle> agents, NotableCallSource notable, long now) {
        SessionObserver observer = new SessionObserver(rows);
        agents.forEach(agent -> observer.agents.put(agent.agentId(), observer.agent(agent)));
        notable.forEach(rows, observer::add);
        observer.addCallsInWiderModes();
        observer.addCallsAfterStops();
        Set<String> denied = observer.deniedTargets();
        observer.addCallsOn(denied);
        List<ObservedCall> observed = Stream.concat(
                        observer.calls.values().stream().map(call -> observer.call(call, denied)),
                        observer.requestsWithSecrets(agents))
                .toList();
        return new ObservedSession(rows.sessionId(), observer.agents, observed, observer.silence(now));
    }

    /** Whether something was denied in it: then every later call matters. */
    public static boolean hasDenials(ObservedSession session) {
        return session.calls().stream().anyMatch(call -> call.denial() != null);
    }

    /** Calls of an agent that belongs to an earlier session of the same client are judged there. */
    private void add(ToolRow call) {
        if (!movedAway(call.agentId())) {
            calls.put(call.agentId() + ' ' + call.toolUseId(), call);
        }
    }

    private boolean movedAway(String agentId) {
        return rows.marks(agentId).stream()
                .anyMatch(mark ->
                        mark.kind() == RunMark.Kind.MOVED && !rows.sessionId().equals(mark.detail()));
    }

    private ObservedAgent agent(AgentLifecycle agent) {
        @Nullable
        SpawnRow request =
                agent.requestToolUseId() == null ? null : rows.spawns().get(agent.requestToolUseId());
        @Nullable AgentRow row = rows.agents().get(agent.agentId());
        boolean ordered = row != null && Boolean.TRUE.equals(row.resultGivesOrders());
        AgentReport report = new AgentReport(
                agent.toolCalls(),
                request == null ? null : request.clientCalls(),
                ordered,
                request != null && Boolean.TRUE.equals(request.resultChanged()));
        boolean root = row != null && row.isRoot();
        return ObservedAgent.builder(agent.agentId())
                .parentAgentId(root ? null : agent.parentAgentId())
                .agentType(agent.agentType())
                .level(agent.agentHierarchyLevel())
                .modeAtRequest(request == null ? null : Timestamped.valueOf(request.permissionMode()))
                .permissionMode(agent.permissionMode())
                .startedAt(agent.startedAt() == null ? agent.requestedAt() : agent.startedAt())
                .endedAt(agent.endedAt())
                .stopped(agent.kind() == AgentKind.SUBAGENT ? StoppedTimes.of(rows, agent.agentId()) : List.of())
                .report(report)
                .build();
    }

    /** The calls by which agents were asked for whose prompts have a secret in them. */
    private Stream<ObservedCall> requestsWithSecrets(List<AgentLifecycle> asked) {
        return asked.stream()
                // without evidence of a parent it is a request for which no agent was found: nobody got the secret
                .filter(agent -> agent.edgeEvidence() != null)
                .map(AgentLifecycle::requestToolUseId)
                .filter(Objects::nonNull)
                .map(rows.spawns()::get)
                .filter(request -> request != null && Boolean.TRUE.equals(request.secretInPrompt()))
                .distinct()
                .map(ObservedCalls::withSecret);
    }

    /** What an agent does after its stop matters, whatever it is. */
    private void addCallsAfterStops() {
        for (ObservedAgent agent : agents.values()) {
            @Nullable AgentRow row = rows.agents().get(agent.agentId());
            Long latest = row == null ? null : row.callStartedAt();
            if (latest != null
                    && !agent.stopped().isEmpty()
                    && agent.stopped().getFirst().from() < latest) {
                rows.forEachTool(agent.agentId(), call -> {
                    if (agent.stoppedAt(ObservedCalls.at(call))) {
                        add(call);
                    }
                });
            }
        }
    }

    /** The mode of an agent shows in its calls, also in those that are not notable. */
    private void addCallsInWiderModes() {
        for (ObservedAgent agent : agents.values()) {
            if (PermissionModes.wider(agent.permissionMode(), agent.modeAtRequest())) {
                rows.forEachTool(agent.agentId(), call -> {
                    if (call.permissionMode() != null) {
                        add(call);
                    }
                });
            }
        }
    }

    /** What was denied, but not by a person who says with it what to do instead. */
    private Set<String> deniedTargets() {
        Set<String> denied = new HashSet<>();
        for (ToolRow call : calls.values()) {
            if (call.denial() != null && !Boolean.TRUE.equals(call.personsWords()) && call.evidence() != null) {
                denied.addAll(call.evidence().targets());
            }
        }
        return denied;
    }

    /** Calls on what was denied matter, whatever they do. It reads every call, in the few sessions with such a denial. */
    private void addCallsOn(Set<String> denied) {
        if (!denied.isEmpty()) {
            rows.agents()
                    .keySet()
                    .forEach(agentId -> rows.forEachTool(agentId, call -> {
                        if (actsOn(call, denied)) {
                            add(call);
                        }
                    }));
        }
    }

    private static boolean actsOn(ToolRow call, Set<String> targets) {
        return call.evidence() != null && call.evidence().targets().stream().anyMatch(targets::contains);
    }

    private ObservedCall call(ToolRow call, Set<String> denied) {
        return ObservedCalls.of(call, answeredAt(call), actsOn(call, denied) && PersonAsked.before(rows, call));
    }

    /** Since when the agents know what the person who denied a call wants instead, epoch ms; null when nobody said it. */
    private @Nullable Long answeredAt(ToolRow call) {
        if (call.denial() != Denial.PERSON) {
            return null;
        }
        long at = ObservedCalls.at(call);
        return Boolean.TRUE.equals(call.personsWords())
                ? (Long) at
                : rows.prompts().values().stream()
                        .map(PromptRow::ownAt)
                        .filter(prompt -> prompt != null && prompt > at)
                        .min(Long::compare)
                        .orElse(null);
    }

    private Silence silence(long now) {
        SessionRow session = rows.session();
        @Nullable Sighting seen = session.seen();
        long last = seen == null ? 0 : seen.lastAt();
        Long changedAt = session.settingsChangedAt();
        return new Silence(
                last, changedAt != null && changedAt >= last ? changedAt : null, session.ended() != null, now);
    }
}
