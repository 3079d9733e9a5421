package io.delegraph.ingest.claudecode;

import com.fasterxml.jackson.databind.JsonNode;
import io.delegraph.ingest.Fields;
import io.delegraph.ingest.Flags;
import io.delegraph.ingest.Privacy;
import io.delegraph.ingest.Traces;
import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.event.BackgroundShell;
import io.delegraph.schemas.event.BatchedCall;
import io.delegraph.schemas.event.Denial;
import io.delegraph.schemas.event.Origin;
import io.delegraph.schemas.event.PermissionDenied;
import io.delegraph.schemas.event.PermissionRequested;
import io.delegraph.schemas.event.SpawnAnswered;
import io.delegraph.schemas.event.SpawnFailed;
import io.delegraph.schemas.event.SpawnFailure;
import io.delegraph.schemas.event.SpawnRequest;
import io.delegraph.schemas.event.SpawnRequested;
import io.delegraph.schemas.event.SpawnTotals;
import io.delegraph.schemas.event.ToolAction;
import io.delegraph.schemas.event.ToolBatchEnded;
import io.delegraph.schemas.event.ToolEnded;
import io.delegraph.schemas.event.ToolOutcome;
import io.delegraph.schemas.event.ToolStarted;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Events about tool calls; those of the delegating tool become spawn events. */
final class ToolEvents {
    private static final String DEFAULT_TYPE = "general-purpose";
    /** What the client puts in front of the output of a command that failed, when there is output. */
    private static final Pattern EXIT_CODE = Pattern.compile("^Exit code \\d{1,3}\\s*\\n(?=[\\s\\S]*\\S)");

    private static final String TASK_STOP = "TaskStop";

    private final Privacy privacy;
    private final Traces traces;

    ToolEvents(Privacy privacy, Traces traces) {
        this.privacy = privacy;
        this.traces = traces;
    }

    List<AgentEvent.InSession> started(Origin origin, JsonNode hook) {
        String id = toolUseId(origin, hook);
        String tool = tool(hook);
        JsonNode input = Fields.object(hook, "tool_input");
        ToolAction action = ClaudeCodeTools.action(tool);
        if (action == ToolAction.DELEGATE) {
            String prompt = Fields.text(input, "prompt");
            return List.of(new SpawnRequested(
                    origin, id, tool, request(input), traces.ofPrompt(prompt), privacy.text(prompt)));
        }
        // of a message its words count, not who gets it
        Integer size =
                action == ToolAction.SEND_MESSAGE ? Fields.size(input, "message") : Fields.size(hook, "tool_input");
        return List.of(new ToolStarted(
                origin,
                id,
                tool,
                action,
                privacy.label(Target.of(tool, input)),
                traces.file(Target.file(input)),
                size == null ? 0 : size,
                privacy.json(input)));
    }

    List<AgentEvent.InSession> ended(Origin origin, JsonNode hook) {
        String id = toolUseId(origin, hook);
        String tool = tool(hook);
        JsonNode input = Fields.object(hook, "tool_input");
        JsonNode response = Fields.object(hook, "tool_response");
        ToolAction action = ClaudeCodeTools.action(tool);
        if (action == ToolAction.DELEGATE) {
            return List.of(answered(origin, id, tool, input, response));
        }
        return List.of(new ToolEnded(
                origin,
                id,
                tool,
                action,
                privacy.label(Target.of(tool, input)),
                traces.file(Target.file(input)),
                ToolOutcome.SUCCEEDED,
                Fields.amount(hook, "duration_ms"),
                null,
                Fields.size(hook, "tool_response"),
                Fields.id(response, "resumedAgentId"),
                stopped(tool, response, "local_agent"),
                shell(response),
                stopped(tool, response, "local_bash"),
                "local_workflow".equals(Fields.id(response, "taskType")) ? Fields.id(response, "taskId") : null,
                null,
                null,
                privacy.json(response)));
    }

    List<AgentEvent.InSession> failed(Origin origin, JsonNode hook) {
        String id = toolUseId(origin, hook);
        String tool = tool(hook);
        JsonNode input = Fields.object(hook, "tool_input");
        String error = Fields.text(hook, "error");
        boolean interrupted = Boolean.TRUE.equals(Fields.flag(hook, "is_interrupt"));
        ToolAction action = ClaudeCodeTools.action(tool);
        if (action == ToolAction.DELEGATE) {
            SpawnFailure failure = SpawnErrors.classify(error, interrupted);
            return List.of(
                    new SpawnFailed(origin, id, tool, request(input), failure, privacy.reason(error), interrupted));
        }
        Denial denial = interrupted ? null : Denials.of(error);
        return List.of(new ToolEnded(
                origin,
                id,
                tool,
                action,
                privacy.label(Target.of(tool, input)),
                traces.file(Target.file(input)),
                interrupted ? ToolOutcome.INTERRUPTED : denial != null ? ToolOutcome.DENIED : ToolOutcome.FAILED,
                Fields.amount(hook, "duration_ms"),
                ToolErrors.classify(error),
                error == null ? null : (Integer) error.length(),
                null,
                null,
                null,
                null,
                null,
                denial,
                privacy.firstLine(errorLine(error)),
                privacy.text(error)));
    }

    List<AgentEvent.InSession> batch(Origin origin, JsonNode hook) {
        List<BatchedCall> calls = new ArrayList<>();
        JsonNode list = hook.get("tool_calls");
        if (list != null && list.isArray()) {
            for (JsonNode call : list) {
                String id = Fields.id(call, "tool_use_id");
                if (id != null) {
                    calls.add(batched(id, call));
                }
            }
        }
        return List.of(new ToolBatchEnded(origin, calls));
    }

    /** Its answer tells of a denial, and of an input that the client did not take, what nothing else tells. */
    private BatchedCall batched(String id, JsonNode call) {
        String answer = Fields.texts(call, "tool_response");
        Denial denial = Denials.of(answer);
        boolean failed = denial == null && Denials.clientError(answer);
        String tool = tool(call);
        return new BatchedCall(
                id,
                tool,
                ClaudeCodeTools.action(tool),
                denial,
                failed ? Boolean.TRUE : null,
                denial == null && !failed ? null : privacy.firstLine(Denials.plain(answer)));
    }

    /** Behind the exit code, which has a field of its own. */
    private static String errorLine(String error) {
        return error == null ? null : EXIT_CODE.matcher(error).replaceFirst("");
    }

    List<AgentEvent.InSession> permissionRequested(Origin origin, JsonNode hook) {
        String tool = tool(hook);
        return List.of(new PermissionRequested(origin, tool, ClaudeCodeTools.action(tool), traces.payload(hook)));
    }

    List<AgentEvent.InSession> permissionDenied(Origin origin, JsonNode hook) {
        String reason = Fields.text(hook, "reason");
        String tool = tool(hook);
        return List.of(new PermissionDenied(
                origin,
                Fields.id(hook, "tool_use_id"),
                tool,
                ClaudeCodeTools.action(tool),
                Denials.of(reason),
                privacy.firstLine(reason)));
    }

    private SpawnAnswered answered(Origin origin, String id, String tool, JsonNode input, JsonNode response) {
        String status = Fields.id(response, "status");
        if (status == null && response != null) {
            // clients before statuses: an answer with a result is the end
            status = Boolean.TRUE.equals(Fields.flag(response, "isAsync")) ? "async_launched" : "completed";
        }
        SpawnRequest request = request(input);
        if (Set.of("async_launched", "remote_launched", "teammate_spawned").contains(status == null ? "" : status)) {
            request = inBackground(request);
        }
        String remote = Fields.id(response, "sessionUrl");
        return new SpawnAnswered(
                origin,
                id,
                tool,
                request,
                status,
                Fields.id(response, "agentId"),
                "completed".equals(status) ? totals(response) : null,
                "completed".equals(status) ? traces.ofResult(Fields.texts(response, "content")) : null,
                remote == null ? null : privacy.label(remote),
                privacy.worktree(Fields.text(response, "worktreePath")));
    }

    private static SpawnTotals totals(JsonNode response) {
        return new SpawnTotals(
                Fields.amount(response, "totalDurationMs"),
                Fields.amount(response, "totalTokens"),
                Fields.count(response, "totalToolUseCount"),
                Fields.id(response, "resolvedModel"),
                Fields.textSize(response, "content"));
    }

    private SpawnRequest request(JsonNode input) {
        String type = Fields.id(input, "subagent_type");
        String prompt = Fields.text(input, "prompt");
        return new SpawnRequest(
                type == null ? DEFAULT_TYPE : type,
                privacy.label(Fields.text(input, "description")),
                privacy.label(Fields.text(input, "name")),
                Fields.id(input, "model"),
                Fields.flag(input, "run_in_background"),
                Fields.id(input, "isolation"),
                prompt == null ? 0 : prompt.length(),
                Flags.declared(prompt));
    }

    private static SpawnRequest inBackground(SpawnRequest request) {
        return new SpawnRequest(
                request.agentType(),
                request.description(),
                request.name(),
                request.model(),
                true,
                request.isolation(),
                request.promptChars(),
                request.declared());
    }

    private static BackgroundShell shell(JsonNode response) {
        String id = Fields.id(response, "backgroundTaskId");
        return id == null ? null : new BackgroundShell(id, Fields.flag(response, "backgroundEndsWithFinalResponse"));
    }

    private static String stopped(String tool, JsonNode response, String type) {
        return tool.equals(TASK_STOP) && type.equals(Fields.id(response, "task_type"))
                ? Fields.id(response, "task_id")
                : null;
    }

    /** Without an id of the call the event's own identity stands in: the call is counted, its start and end do not meet. */
    private static String toolUseId(Origin origin, JsonNode hook) {
        String id = Fields.id(hook, "tool_use_id");
        return id == null ? origin.eventId() : id;
    }

    private static String tool(JsonNode hook) {
        return ClaudeCodeTools.name(Fields.id(hook, "tool_name"));
    }
}
