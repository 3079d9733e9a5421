package io.delegraph.transcript;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The hooks of one conversation's tool calls. */
final class ToolHooks {
    /** The fields of other tools' answers that ingest reads; the answer itself, often a whole file, is not among them. */
    private static final List<String> COPIED_FIELDS =
            List.of("resumedAgentId", "task_id", "task_type", "backgroundTaskId", "backgroundEndsWithFinalResponse");

    private final HookWriter hooks;
    private final String sessionId;
    private final ChildAgents children;
    private final ImportSink out;

    ToolHooks(String sessionId, HookWriter hooks, ChildAgents children, ImportSink out) {
        this.sessionId = sessionId;
        this.hooks = hooks;
        this.children = children;
        this.out = out;
    }

    /** Reads a call's end; {@code call} is null when its start was not read. */
    void ended(ToolResult result, Conversation.@Nullable PendingCall call) {
        ToolResult.ToolResultKind kind = result.kind();
        JsonNode answer = result.entry().toolUseResult();
        boolean delegates = call == null ? answer.has("agentId") && answer.has("status") : call.delegates();
        if (delegates) {
            delegated(result, kind, call);
            return;
        }
        switch (kind) {
            case INVALID -> batch(result, call);
            case DENIED -> denied(result, call);
            case SUCCEEDED -> {
                started(call);
                if (call != null && call.tool().equals("ExitPlanMode")) {
                    // prompts contain the mode, and no prompt comes in the middle of a turn
                    hooks.setPermissionMode(null);
                }
                ObjectNode payload = of("PostToolUse", result, call);
                ObjectNode response = response(answer);
                if (!response.isEmpty()) {
                    payload.set("tool_response", response);
                }
                send(result, payload);
                children.collected(result.entry());
            }
            case FAILED, INTERRUPTED -> {
                started(call);
                send(result, failure(result, call, kind == ToolResult.ToolResultKind.INTERRUPTED));
            }
        }
    }

    private void delegated(ToolResult result, ToolResult.ToolResultKind kind, Conversation.@Nullable PendingCall call) {
        boolean running = children.startedBy(result.toolUseId());
        started(call);
        Delegation.DelegationOutcome ending;
        if (kind == ToolResult.ToolResultKind.SUCCEEDED) {
            AgentToolResponse answer = AgentToolResponse.of(result, children.files());
            if (answer.agentId() == null && call != null) {
                children.inlineOf(call.toolUseId()).ifPresent(answer::setAgentId);
            }
            children.answered(result.entry(), call, answer);
            ObjectNode payload = of("PostToolUse", result, call);
            payload.set("tool_input", call == null ? inputOf(result.entry().toolUseResult()) : call.input());
            payload.set("tool_response", answer.response());
            send(result, payload);
            ending = call == null ? Delegation.DelegationOutcome.ANSWER_ONLY : answer.outcome();
        } else if (kind == ToolResult.ToolResultKind.DENIED && !running) {
            denied(result, call);
            ending = Delegation.DelegationOutcome.DENIED;
        } else {
            boolean interrupted =
                    kind == ToolResult.ToolResultKind.INTERRUPTED || kind == ToolResult.ToolResultKind.DENIED;
            ObjectNode payload = failure(result, call, interrupted);
            if (call != null) {
                payload.set("tool_input", call.input());
            }
            send(result, payload);
            ending = interrupted ? Delegation.DelegationOutcome.INTERRUPTED : Delegation.DelegationOutcome.FAILED;
        }
        out.delegation(new Delegation(sessionId, result.toolUseId(), ending));
    }

    void unanswered(Conversation.PendingCall call) {
        started(call);
        if (call.delegates()) {
            out.delegation(new Delegation(sessionId, call.toolUseId(), Delegation.DelegationOutcome.UNANSWERED));
        }
    }

    private void started(Conversation.@Nullable PendingCall call) {
        if (call != null) {
            hooks.send(
                    call.entry().id() + "/PreToolUse/" + call.toolUseId(),
                    call.entry().at(),
                    call.started());
        }
    }

    /** A person declined the call. The batch reports that it has ended. */
    private void denied(ToolResult result, Conversation.@Nullable PendingCall call) {
        started(call);
        send(result, of("PermissionDenied", result, call));
        batch(result, call);
    }

    private void batch(ToolResult result, Conversation.@Nullable PendingCall call) {
        ObjectNode payload = hooks.payload("PostToolBatch");
        ObjectNode one = payload.putArray("tool_calls").addObject().put("tool_use_id", result.toolUseId());
        if (call != null) {
            one.put("tool_name", call.tool());
        }
        send(result, payload);
    }

    private ObjectNode failure(ToolResult result, Conversation.@Nullable PendingCall call, boolean interrupted) {
        return of("PostToolUseFailure", result, call)
                .put("error", result.error())
                .put("is_interrupt", interrupted);
    }

    private ObjectNode of(String event, ToolResult result, Conversation.@Nullable PendingCall call) {
        ObjectNode payload = hooks.payload(event).put("tool_use_id", result.toolUseId());
        boolean agent = result.entry().toolUseResult().has("agentId");
        return call != null
                ? payload.put("tool_name", call.tool())
                : agent ? payload.put("tool_name", "Agent") : payload;
    }

    private void send(ToolResult result, ObjectNode payload) {
        String event = payload.path("hook_event_name").textValue();
        hooks.send(
                result.entry().id() + "/" + event + "/" + result.toolUseId(),
                result.entry().at(),
                payload);
    }

    private static ObjectNode response(JsonNode answer) {
        ObjectNode response = JsonNodeFactory.instance.objectNode();
        for (String field : COPIED_FIELDS) {
            if (answer.has(field)) {
                response.set(field, answer.get(field));
            }
        }
        return response;
    }

    /** The input of a call whose line was lost, as far as the answer repeats it. */
    private static ObjectNode inputOf(JsonNode answer) {
        ObjectNode input = JsonNodeFactory.instance.objectNode();
        for (String field : List.of("description", "prompt")) {
            if (answer.path(field).isTextual()) {
                input.set(field, answer.get(field));
            }
        }
        if (answer.path("agentType").isTextual()) {
            input.set("subagent_type", answer.get("agentType"));
        }
        return input;
    }
}
