package io.delegraph.security.session;

import io.delegraph.lifecycle.Fact;
import io.delegraph.lifecycle.SessionRows;
import io.delegraph.lifecycle.row.AgentRow;
import io.delegraph.lifecycle.row.SpawnRow;
import io.delegraph.lifecycle.row.Timestamped;
import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.event.AgentStopped;
import io.delegraph.schemas.event.BatchedCall;
import io.delegraph.schemas.event.CallEvidence;
import io.delegraph.schemas.event.ConfigChanged;
import io.delegraph.schemas.event.Origin;
import io.delegraph.schemas.event.PermissionDenied;
import io.delegraph.schemas.event.SessionEnded;
import io.delegraph.schemas.event.SpawnAnswered;
import io.delegraph.schemas.event.SpawnRequested;
import io.delegraph.schemas.event.SpawnTotals;
import io.delegraph.schemas.event.ToolBatchEnded;
import io.delegraph.schemas.event.ToolEnded;
import io.delegraph.schemas.event.ToolOutcome;
import io.delegraph.schemas.event.ToolStarted;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.security.action.NotableCalls;
import io.delegraph.security.rule.PermissionModes;
import io.delegraph.security.rule.RuleParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which updates of a session can change what is found in it. Most change nothing: a session without notable calls, whose agents keep to the
 * policy, is never judged.
 */
public final class SecurityTriggers {
    private static final String PLAN_MODE = "plan";

    /** Their targets are programs too. */
    private static final Set<String> SHELLS = Set.of("Bash", "PowerShell");

    private final RuleParameters parameters;

    public SecurityTriggers(RuleParameters parameters) {
        this.parameters = parameters;
    }

    /** The ids of the calls that an event shows to be notable or denied. */
    public static List<String> notableCalls(AgentEvent.InSession event) {
        return switch (event) {
            case ToolStarted started -> notable(started.evidence()) ? List.of(started.toolUseId()) : List.of();
            case ToolEnded ended ->
                ended.outcome() == ToolOutcome.DENIED || notable(ended.evidence())
                        ? List.of(ended.toolUseId())
                        : List.of();
            case ToolBatchEnded batch -> {
                List<String> calls = new ArrayList<>();
                for (BatchedCall call : batch.calls()) {
                    if (call.denial() != null || notable(call.evidence())) {
                        calls.add(call.toolUseId());
                    }
                }
                yield calls;
            }
            case PermissionDenied denied -> denied.toolUseId() == null ? List.of() : List.of(denied.toolUseId());
            default -> List.of();
        };
    }

    private static boolean notable(@Nullable CallEvidence evidence) {
        return evidence != null && evidence.notable();
    }

    /** Whether all that a notable call does is an ordinary write by an agent that may write. */
    public boolean writesOnly(AgentEvent.InSession event) {
        return switch (event) {
            case ToolStarted started -> writesOnly(started.evidence(), started.origin());
            case ToolEnded ended ->
                ended.outcome() != ToolOutcome.DENIED && writesOnly(ended.evidence(), ended.origin());
            default -> false;
        };
    }

    /** The files that a notable call of a tool for files acts on. */
    public static List<String> files(AgentEvent.InSession event) {
        return switch (event) {
            case ToolStarted started -> files(started.tool(), started.evidence());
            case ToolEnded ended -> files(ended.tool(), ended.evidence());
            default -> List.of();
        };
    }

    private static List<String> files(String tool, @Nullable CallEvidence evidence) {
        return evidence == null || SHELLS.contains(tool) ? List.of() : evidence.targets();
    }

    private boolean writesOnly(@Nullable CallEvidence evidence, Origin origin) {
        return evidence != null
                && NotableCalls.ordinary(evidence)
                && !readOnly(origin.agentType())
                && !PLAN_MODE.equals(origin.permissionMode());
    }

    /** Whether an event without a notable call concerns a rule. */
    public boolean concerns(AgentEvent.InSession event, SessionRows rows) {
        return switch (event) {
            case ConfigChanged ignored -> true;
            case ToolStarted started -> wentOn(rows, started.origin().agentId());
            case SessionEnded ignored ->
                rows.agents().keySet().stream().anyMatch(agentId -> StoppedTimes.wentOn(rows, agentId));
            case AgentStopped stopped -> Boolean.TRUE.equals(stopped.resultGivesOrders());
            case ToolBatchEnded batch ->
                batch.calls().stream().anyMatch(call -> Boolean.TRUE.equals(call.resultChanged()));
            case SpawnRequested requested ->
                Boolean.TRUE.equals(requested.secretInPrompt())
                        || !parameters.mayDelegate(
                                requested.origin().agentType(),
                                requested.request().agentType());
            case SpawnAnswered answered -> answeredMore(answered, rows);
            default -> false;
        };
    }

    /** Whether the client counted other calls of the agent than were seen. */
    private static boolean answeredMore(SpawnAnswered answered, SessionRows rows) {
        SpawnTotals totals = answered.totals();
        Integer counted = totals == null ? null : totals.toolUses();
        String child = answered.childAgentId();
        AgentRow agent = child == null ? null : rows.agents().get(child);
        return counted != null && counted > (agent == null ? 0 : agent.counts().toolCalls());
    }

    private static boolean wentOn(SessionRows rows, @Nullable String agentId) {
        return agentId != null && StoppedTimes.wentOn(rows, agentId);
    }

    private boolean readOnly(@Nullable String type) {
        return type != null && parameters.readOnlyTypes().contains(type);
    }

    /** Whether a fact concerns a rule in a session of which nothing else does. */
    public boolean concerns(Fact fact, SessionRows rows) {
        if (!(fact instanceof Fact.LifecycleChanged changed)) {
            return false;
        }
        AgentLifecycle agent = changed.agent();
        Integer level = agent.agentHierarchyLevel();
        boolean tooDeep = level != null && level > parameters.depth();
        boolean oneOfMany = agent.toolCalls() == 0 && rows.agents().size() > parameters.spawnsPerMinute();
        return tooDeep
                || oneOfMany
                || inWiderMode(agent, rows)
                || askedForWithSecret(agent, rows)
                || wentOn(rows, agent.agentId());
    }

    private static @Nullable SpawnRow request(AgentLifecycle agent, SessionRows rows) {
        String requestId = agent.requestToolUseId();
        return requestId == null ? null : rows.spawns().get(requestId);
    }

    private static boolean askedForWithSecret(AgentLifecycle agent, SessionRows rows) {
        SpawnRow request = request(agent, rows);
        return request != null && Boolean.TRUE.equals(request.secretInPrompt());
    }

    private static boolean inWiderMode(AgentLifecycle agent, SessionRows rows) {
        SpawnRow request = request(agent, rows);
        return request != null
                && PermissionModes.wider(agent.permissionMode(), Timestamped.valueOf(request.permissionMode()));
    }
}
