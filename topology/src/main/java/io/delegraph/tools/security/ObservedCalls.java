package io.delegraph.tools.security;

import io.delegraph.schemas.AgentId;
import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.event.BatchedCall;
import io.delegraph.schemas.event.CallEvidence;
import io.delegraph.schemas.event.CommandFeature;
import io.delegraph.schemas.event.Denial;
import io.delegraph.schemas.event.Origin;
import io.delegraph.schemas.event.PermissionDenied;
import io.delegraph.schemas.event.PermissionRequested;
import io.delegraph.schemas.event.ToolBatchEnded;
import io.delegraph.schemas.event.ToolEnded;
import io.delegraph.schemas.event.ToolOutcome;
import io.delegraph.schemas.event.ToolStarted;
import io.delegraph.security.rule.ObservedCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The calls of one session, put together from what its events and payloads say of them, in any order. */
final class ObservedCalls {
    private static final CallEvidence NONE = new CallEvidence(List.of(), List.of(), List.of(), List.of());

    private final Map<String, Call> calls = new HashMap<>();
    private final List<Request> requests = new ArrayList<>();

    /** A call as far as it is known. */
    private static final class Call {
        private String agentId = AgentId.ROOT;
        private String tool = "";
        private long at = Long.MAX_VALUE;
        private boolean ran;
        private boolean refused;
        private @Nullable Denial denial;
        private @Nullable String mode;
        private CallEvidence evidence = NONE;
    }

    /** A person was asked whether an agent may use a tool. */
    private record Request(String agentId, String tool, long at) {}

    void add(AgentEvent.InSession event, Map<String, CallEvidence> evidence) {
        Origin origin = event.origin();
        switch (event) {
            case ToolStarted started -> seen(started.toolUseId(), started.tool(), origin);
            case ToolEnded ended -> {
                Call call = seen(ended.toolUseId(), ended.tool(), origin);
                call.refused |= ended.outcome() == ToolOutcome.DENIED;
                call.ran |= ended.outcome() != ToolOutcome.DENIED;
                call.denial = call.denial == null ? ended.denial() : call.denial;
            }
            case ToolBatchEnded batch -> batch.calls().forEach(batched -> ended(batched, origin));
            case PermissionDenied denied -> {
                if (denied.toolUseId() != null) {
                    Call call = seen(denied.toolUseId(), denied.tool(), origin);
                    call.refused = true;
                    call.denial = call.denial == null ? denied.denial() : call.denial;
                }
            }
            case PermissionRequested requested ->
                requests.add(new Request(agent(origin), requested.tool(), origin.at()));
            default -> {}
        }
        evidence.forEach((id, found) -> {
            Call call = calls.get(id);
            if (call != null) {
                call.evidence = found;
            }
        });
    }

    private void ended(BatchedCall batched, Origin origin) {
        Call call = seen(batched.toolUseId(), batched.tool(), origin);
        boolean didNotRun = batched.denial() != null || Boolean.TRUE.equals(batched.failed());
        call.refused |= didNotRun;
        call.ran |= !didNotRun;
        call.denial = call.denial == null ? batched.denial() : call.denial;
    }

    private Call seen(String toolUseId, @Nullable String tool, Origin origin) {
        Call call = calls.computeIfAbsent(toolUseId, id -> new Call());
        if (origin.at() < call.at) {
            call.at = origin.at();
            call.mode = origin.fromHistory() ? null : origin.permissionMode();
        }
        call.agentId = agent(origin);
        call.tool = tool == null ? call.tool : tool;
        return call;
    }

    private static String agent(Origin origin) {
        return Objects.requireNonNullElse(origin.agentId(), AgentId.ROOT);
    }

    /** Those that do something that a rule may judge. */
    List<ObservedCall> calls() {
        List<ObservedCall> observed = new ArrayList<>();
        calls.forEach((id, call) -> {
            if (!call.evidence.equals(NONE)) {
                observed.add(new ObservedCall(
                        id,
                        call.agentId,
                        call.tool,
                        call.at,
                        outcome(call),
                        call.denial,
                        call.mode,
                        asked(call),
                        call.evidence));
            }
        });
        return observed;
    }

    /** How many calls of an agent were seen, whatever they do. */
    int count(String agentId) {
        return (int) calls.values().stream()
                .filter(call -> call.agentId.equals(agentId))
                .count();
    }

    long truncated() {
        return calls.values().stream()
                .filter(call -> call.evidence.features().contains(CommandFeature.TRUNCATED))
                .count();
    }

    private static ObservedCall.Outcome outcome(Call call) {
        return call.refused
                ? ObservedCall.Outcome.REFUSED
                : call.ran ? ObservedCall.Outcome.RAN : ObservedCall.Outcome.UNKNOWN;
    }

    /** A request names no call: it is of the latest one of the agent with the same tool. */
    private boolean asked(Call call) {
        return requests.stream()
                .filter(request ->
                        request.agentId.equals(call.agentId) && request.tool.equals(call.tool) && request.at >= call.at)
                .anyMatch(request -> calls.values().stream()
                        .noneMatch(other -> other != call
                                && other.agentId.equals(call.agentId)
                                && other.tool.equals(call.tool)
                                && other.at > call.at
                                && other.at <= request.at));
    }
}
