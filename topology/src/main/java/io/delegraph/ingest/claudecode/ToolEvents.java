package io.delegraph.ingest.claudecode;

import com.fasterxml.jackson.databind.JsonNode;
import io.delegraph.ingest.FlagParser;
import io.delegraph.ingest.JsonFields;
import io.delegraph.ingest.KeyedHashes;
import io.delegraph.ingest.PrivacyMode;
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
import org.jspecify.annotations.Nullable;

/** Reads the hooks of tool calls; those of the delegating tool become spawn events. */
final class ToolEvents {
    private static final String DEFAULT_TYPE = "general-purpose";
    /** The client's prefix of the output of a failed command. */
    private static final Pattern EXIT_CODE = Pattern.compile("^Exit code \\d{1,3}\\s*\\n(?=[\\s\\S]*\\S)");

    private static final String TASK_STOP = "TaskStop";

    private final PrivacyMode privacy;
    private final KeyedHashes hashes;
    private final ClaudeCodeEvidence evidence;

    ToolEvents(PrivacyMode privacy, KeyedHashes hashes) {
        this.privacy = privacy;
        this.hashes = hashes;
        this.evidence = new ClaudeCodeEvidence(hashes);
    }

    List<AgentEvent.InSession> started(Origin origin, JsonNode hook) {
        String id = toolUseId(origin, hook);
        String tool = tool(hook);
        JsonNode input = JsonFields.object(hook, "tool_input");
        ToolAction action = ClaudeCodeTools.action(tool);
        if (action == ToolAction.DELEGATE) {
            String prompt = JsonFields.text(input, "prompt");
            return List.of(new SpawnRequested(
                    origin,
                    id,
                    tool,
                    request(input),
                    hashes.promptFingerprint(prompt),
                    ClaudeCodeTexts.hasSecret(prompt),
                    privacy.text(prompt)));
        }
        // for a message the length of its text counts, without its recipient
        Integer size = action == ToolAction.SEND_MESSAGE
                ? JsonFields.size(input, "message")
                : JsonFields.size(hook, "tool_input");
        return List.of(new ToolStarted(
                origin,
                id,
                tool,
                action,
                privacy.label(ToolTarget.of(tool, input)),
                hashes.fileHash(ToolTarget.file(input)),
                size == null ? 0 : size,
                privacy.json(input),
                evidence.of(hook, origin)));
    }

    List<AgentEvent.InSession> ended(Origin origin, JsonNode hook) {
        String id = toolUseId(origin, hook);
        String tool = tool(hook);
        JsonNode input = JsonFields.object(hook, "tool_input");
        JsonNode response = JsonFields.object(hook, "tool_response");
        ToolAction action = ClaudeCodeTools.action(tool);
        if (action == ToolAction.DELEGATE) {
            return List.of(answered(origin, id, tool, input, response));
        }
        return List.of(ToolEnded.builder()
                .origin(origin)
                .toolUseId(id)
                .tool(tool)
                .action(action)
                .target(privacy.label(ToolTarget.of(tool, input)))
                .file(hashes.fileHash(ToolTarget.file(input)))
                .outcome(ToolOutcome.SUCCEEDED)
                .durationMs(JsonFields.amount(hook, "duration_ms"))
                .outputChars(JsonFields.size(hook, "tool_response"))
                .resumedAgentId(JsonFields.id(response, "resumedAgentId"))
                .stoppedAgentId(stopped(tool, response, "local_agent"))
                .shell(shell(response))
                .stoppedShellId(stopped(tool, response, "local_bash"))
                .workflowTaskId(
                        "local_workflow".equals(JsonFields.id(response, "taskType"))
                                ? JsonFields.id(response, "taskId")
                                : null)
                .text(privacy.json(response))
                .evidence(evidence.atEnd(hook, origin))
                .build());
    }

    List<AgentEvent.InSession> failed(Origin origin, JsonNode hook) {
        String id = toolUseId(origin, hook);
        String tool = tool(hook);
        JsonNode input = JsonFields.object(hook, "tool_input");
        String error = JsonFields.text(hook, "error");
        boolean interrupted = Boolean.TRUE.equals(JsonFields.flag(hook, "is_interrupt"));
        ToolAction action = ClaudeCodeTools.action(tool);
        if (action == ToolAction.DELEGATE) {
            SpawnFailure failure = SpawnErrorClassifier.classify(error, interrupted);
            return List.of(
                    new SpawnFailed(origin, id, tool, request(input), failure, privacy.reason(error), interrupted));
        }
        Denial denial = interrupted ? null : DenialClassifier.classify(error);
        return List.of(ToolEnded.builder()
                .origin(origin)
                .toolUseId(id)
                .tool(tool)
                .action(action)
                .target(privacy.label(ToolTarget.of(tool, input)))
                .file(hashes.fileHash(ToolTarget.file(input)))
                .outcome(
                        interrupted
                                ? ToolOutcome.INTERRUPTED
                                : denial != null ? ToolOutcome.DENIED : ToolOutcome.FAILED)
                .durationMs(JsonFields.amount(hook, "duration_ms"))
                .error(ToolErrorClassifier.classify(error))
                .outputChars(error == null ? null : (Integer) error.length())
                .denial(denial)
                .personsWords(DenialClassifier.personsWords(denial, error))
                .errorMessage(privacy.firstLine(errorLine(error)))
                .text(privacy.text(error))
                .evidence(evidence.of(hook, origin))
                .build());
    }

    List<AgentEvent.InSession> batch(Origin origin, JsonNode hook) {
        List<BatchedCall> calls = new ArrayList<>();
        JsonNode list = hook.get("tool_calls");
        if (list != null && list.isArray()) {
            for (JsonNode call : list) {
                String id = JsonFields.id(call, "tool_use_id");
                if (id != null) {
                    calls.add(batched(id, call, hook, origin));
                }
            }
        }
        return List.of(new ToolBatchEnded(origin, calls));
    }

    /** Only the answer reports a denial, or an input that the client did not accept. */
    private BatchedCall batched(String id, JsonNode call, JsonNode hook, Origin origin) {
        String answer = JsonFields.texts(call, "tool_response");
        Denial denial = DenialClassifier.classify(answer);
        boolean failed = denial == null && DenialClassifier.clientError(answer);
        String tool = tool(call);
        return new BatchedCall(
                id,
                tool,
                ClaudeCodeTools.action(tool),
                denial,
                DenialClassifier.personsWords(denial, answer),
                failed ? Boolean.TRUE : null,
                answer == null || denial == null && !failed ? null : privacy.firstLine(DenialClassifier.plain(answer)),
                ClaudeCodeTexts.changedByClient(answer),
                // the end of a call that ran is reported by itself
                denial == null ? null : evidence.inBatch(call, hook, origin));
    }

    /** The error without the exit code, which has a field of its own. */
    private static @Nullable String errorLine(@Nullable String error) {
        return error == null ? null : EXIT_CODE.matcher(error).replaceFirst("");
    }

    List<AgentEvent.InSession> permissionRequested(Origin origin, JsonNode hook) {
        String tool = tool(hook);
        return List.of(new PermissionRequested(origin, tool, ClaudeCodeTools.action(tool), hashes.payloadHash(hook)));
    }

    List<AgentEvent.InSession> permissionDenied(Origin origin, JsonNode hook) {
        String reason = JsonFields.text(hook, "reason");
        String tool = tool(hook);
        return List.of(new PermissionDenied(
                origin,
                JsonFields.id(hook, "tool_use_id"),
                tool,
                ClaudeCodeTools.action(tool),
                DenialClassifier.classify(reason),
                privacy.firstLine(reason)));
    }

    private SpawnAnswered answered(
            Origin origin, String id, String tool, @Nullable JsonNode input, @Nullable JsonNode response) {
        String status = JsonFields.id(response, "status");
        if (status == null && response != null) {
            // clients without statuses: an answer with a result is the end
            status = Boolean.TRUE.equals(JsonFields.flag(response, "isAsync")) ? "async_launched" : "completed";
        }
        SpawnRequest request = request(input);
        if (Set.of("async_launched", "remote_launched", "teammate_spawned").contains(status == null ? "" : status)) {
            request = inBackground(request);
        }
        String remote = JsonFields.id(response, "sessionUrl");
        return SpawnAnswered.builder()
                .origin(origin)
                .toolUseId(id)
                .tool(tool)
                .request(request)
                .status(status)
                .childAgentId(JsonFields.id(response, "agentId"))
                .totals("completed".equals(status) ? totals(response) : null)
                .resultFingerprint(
                        "completed".equals(status)
                                ? hashes.resultFingerprint(JsonFields.texts(response, "content"))
                                : null)
                .remoteSession(remote == null ? null : privacy.label(remote))
                .worktree(privacy.worktree(JsonFields.text(response, "worktreePath")))
                .build();
    }

    private static SpawnTotals totals(@Nullable JsonNode response) {
        return new SpawnTotals(
                JsonFields.amount(response, "totalDurationMs"),
                JsonFields.amount(response, "totalTokens"),
                JsonFields.count(response, "totalToolUseCount"),
                JsonFields.id(response, "resolvedModel"),
                JsonFields.textSize(response, "content"));
    }

    private SpawnRequest request(@Nullable JsonNode input) {
        String type = JsonFields.id(input, "subagent_type");
        String prompt = JsonFields.text(input, "prompt");
        return new SpawnRequest(
                type == null ? DEFAULT_TYPE : type,
                privacy.label(JsonFields.text(input, "description")),
                privacy.label(JsonFields.text(input, "name")),
                JsonFields.id(input, "model"),
                JsonFields.flag(input, "run_in_background"),
                JsonFields.id(input, "isolation"),
                prompt == null ? 0 : prompt.length(),
                FlagParser.parse(prompt));
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

    private static @Nullable BackgroundShell shell(@Nullable JsonNode response) {
        String id = JsonFields.id(response, "backgroundTaskId");
        return id == null
                ? null
                : new BackgroundShell(id, JsonFields.flag(response, "backgroundEndsWithFinalResponse"));
    }

    private static @Nullable String stopped(String tool, @Nullable JsonNode response, String type) {
        return tool.equals(TASK_STOP) && type.equals(JsonFields.id(response, "task_type"))
                ? JsonFields.id(response, "task_id")
                : null;
    }

    /** The id of the call. Without one the event's own identity is used: the call is counted, but its start and end are not joined. */
    private static String toolUseId(Origin origin, JsonNode hook) {
        String id = JsonFields.id(hook, "tool_use_id");
        return id == null ? origin.eventId() : id;
    }

    private static String tool(JsonNode hook) {
        return ClaudeCodeTools.name(JsonFields.id(hook, "tool_name"));
    }
}
