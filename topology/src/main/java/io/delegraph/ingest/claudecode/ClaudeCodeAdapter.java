package io.delegraph.ingest.claudecode;

import com.fasterxml.jackson.databind.JsonNode;
import io.delegraph.ingest.ClientAdapter;
import io.delegraph.ingest.Envelope;
import io.delegraph.ingest.FilePaths;
import io.delegraph.ingest.FlagParser;
import io.delegraph.ingest.HookContext;
import io.delegraph.ingest.JsonFields;
import io.delegraph.ingest.KeyedHashes;
import io.delegraph.ingest.OriginFactory;
import io.delegraph.ingest.PrivacyMode;
import io.delegraph.ingest.RejectedException;
import io.delegraph.ingest.Secrets;
import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.event.AgentMeta;
import io.delegraph.schemas.event.AgentStarted;
import io.delegraph.schemas.event.AgentStopped;
import io.delegraph.schemas.event.BackgroundTask;
import io.delegraph.schemas.event.ConfigChanged;
import io.delegraph.schemas.event.ElicitationAnswered;
import io.delegraph.schemas.event.ElicitationRequested;
import io.delegraph.schemas.event.Notified;
import io.delegraph.schemas.event.Origin;
import io.delegraph.schemas.event.OtherHook;
import io.delegraph.schemas.event.PromptExpanded;
import io.delegraph.schemas.event.PromptSubmitted;
import io.delegraph.schemas.event.SessionEnded;
import io.delegraph.schemas.event.SessionStarted;
import io.delegraph.schemas.event.SessionTitled;
import io.delegraph.schemas.event.TaskNotified;
import io.delegraph.schemas.event.TeammateMessaged;
import io.delegraph.schemas.event.TokenUsage;
import io.delegraph.schemas.event.TurnFailed;
import io.delegraph.schemas.event.TurnStopped;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the hook payloads of Claude Code as its real client sends them; see {@link ToolEvents} for tool calls. */
public final class ClaudeCodeAdapter implements ClientAdapter {
    private static final Pattern SLASH_COMMAND = Pattern.compile("^\\s*/([\\w:.-]{1,80})(?=\\s|$)");

    /** The directory inside a project in which the client creates worktrees. */
    private static final String WORKTREES = "/.claude/worktrees/";

    private final String source;
    private final PrivacyMode privacy;
    private final KeyedHashes hashes;
    private final ToolEvents tools;

    /** An adapter for envelopes of {@code source}, which is Claude Code itself or an imitation of it. */
    public ClaudeCodeAdapter(String source, PrivacyMode privacy, KeyedHashes hashes) {
        this.source = source;
        this.privacy = privacy;
        this.hashes = hashes;
        this.tools = new ToolEvents(privacy, hashes);
    }

    @Override
    public String source() {
        return source;
    }

    @Override
    public List<AgentEvent.InSession> events(Envelope envelope, OriginFactory origins) {
        JsonNode hook = envelope.hook();
        ForeignClientDetector.detect(hook).ifPresent(look -> {
            throw new RejectedException("not a hook of Claude Code; it looks like " + look, "");
        });
        Origin origin = origins.of(context(hook));
        String name = JsonFields.id(hook, "hook_event_name");
        if (name == null) {
            throw new RejectedException("no hook_event_name", "hook_event_name");
        }
        return switch (name) {
            case "SessionStart" ->
                List.of(new SessionStarted(
                        origin, JsonFields.id(hook, "source"), JsonFields.id(hook, "previous_session_id")));
            case "SessionEnd" ->
                List.of(ended(origin, JsonFields.id(hook, "reason"), JsonFields.id(hook, "next_session_id")));
            case "SessionTitle" -> titled(origin, hook);
            case "UserPromptSubmit" -> prompt(origin, JsonFields.text(hook, "prompt"));
            case "UserPromptExpansion" ->
                List.of(new PromptExpanded(
                        origin,
                        JsonFields.id(hook, "command_name"),
                        FlagParser.parse(JsonFields.text(hook, "command_args"))));
            case "SubagentStart" -> subagent(origin, () -> new AgentStarted(origin, meta(envelope.agentMeta())));
            case "SubagentStop" ->
                subagent(origin, () -> {
                    String result = JsonFields.text(hook, "last_assistant_message");
                    return new AgentStopped(
                            origin,
                            result == null ? null : (Integer) result.length(),
                            hashes.resultFingerprint(result),
                            usage(envelope.agentUsage()),
                            model(envelope.agentUsage()),
                            backgroundShells(hook),
                            ClaudeCodeTexts.givesOrders(result),
                            Boolean.TRUE.equals(JsonFields.flag(hook, "stop_hook_active")) ? Boolean.TRUE : null,
                            privacy.text(result));
                });
            case "Stop" ->
                List.of(new TurnStopped(
                        origin, backgroundTasks(hook), usage(envelope.agentUsage()), model(envelope.agentUsage())));
            case "StopFailure" -> List.of(failure(origin, hook));
            case "Elicitation" ->
                List.of(new ElicitationRequested(
                        origin, JsonFields.id(hook, "mcp_server_name"), hashes.payloadHash(hook)));
            case "ElicitationResult" ->
                List.of(new ElicitationAnswered(
                        origin, JsonFields.id(hook, "mcp_server_name"), JsonFields.id(hook, "action")));
            case "ConfigChange" ->
                List.of(new ConfigChanged(
                        origin,
                        JsonFields.id(hook, "source"),
                        privacy.label(FilePaths.lastPart(JsonFields.text(hook, "file_path")))));
            case "Notification" -> List.of(new Notified(origin, JsonFields.id(hook, "notification_type")));
            case "PreToolUse" -> tools.started(origin, hook);
            case "PostToolUse" -> tools.ended(origin, hook);
            case "PostToolUseFailure" -> tools.failed(origin, hook);
            case "PostToolBatch" -> tools.batch(origin, hook);
            case "PermissionRequest" -> tools.permissionRequested(origin, hook);
            case "PermissionDenied" -> tools.permissionDenied(origin, hook);
            default -> List.of(new OtherHook(origin, name));
        };
    }

    private static HookContext context(JsonNode hook) {
        return new HookContext(
                JsonFields.id(hook, "session_id"),
                JsonFields.id(hook, "agent_id"),
                JsonFields.id(hook, "agent_type"),
                JsonFields.id(hook, "prompt_id"),
                JsonFields.id(hook, "permission_mode"),
                project(JsonFields.text(hook, "cwd")));
    }

    /** An agent in its own worktree works for the project of that worktree. */
    private static @Nullable String project(@Nullable String directory) {
        if (directory == null) {
            return null;
        }
        int worktree = directory.replace('\\', '/').indexOf(WORKTREES);
        return worktree < 0 ? directory : directory.substring(0, worktree);
    }

    private static SessionEnded ended(Origin origin, @Nullable String reason, @Nullable String next) {
        return new SessionEnded(origin, reason, ClaudeCodeTools.clientGoesOn(reason), next);
    }

    /** Not a hook of the client: the importer reports titles from transcripts this way. */
    private List<AgentEvent.InSession> titled(Origin origin, JsonNode hook) {
        String title = privacy.label(JsonFields.text(hook, "title"));
        return title == null
                ? List.of(new OtherHook(origin, "SessionTitle"))
                : List.of(new SessionTitled(origin, title, Boolean.TRUE.equals(JsonFields.flag(hook, "custom"))));
    }

    private static List<AgentEvent.InSession> subagent(Origin origin, Supplier<AgentEvent.InSession> event) {
        if (origin.agentId() == null) {
            throw new RejectedException("a subagent's event without agent_id", "agent_id");
        }
        return List.of(event.get());
    }

    private List<AgentEvent.InSession> prompt(Origin origin, @Nullable String prompt) {
        TeammateMessage message = TeammateMessage.parse(prompt);
        if (message != null) {
            return List.of(new TeammateMessaged(
                    origin,
                    message.from(),
                    message.idle() ? Boolean.TRUE : null,
                    message.text().length(),
                    hashes.resultFingerprint(message.text())));
        }
        List<TaskNotification> notifications = TaskNotification.parse(prompt);
        if (notifications.isEmpty()) {
            Matcher command = SLASH_COMMAND.matcher(prompt == null ? "" : prompt);
            return List.of(new PromptSubmitted(
                    origin,
                    prompt == null ? 0 : prompt.length(),
                    command.find() ? command.group(1) : null,
                    FlagParser.parse(prompt),
                    privacy.text(prompt)));
        }
        List<AgentEvent.InSession> events = new ArrayList<>();
        for (TaskNotification notification : notifications) {
            events.add(TaskNotified.builder()
                    .origin(origin)
                    .taskId(notification.taskId())
                    .toolUseId(notification.toolUseId())
                    .status(notification.status())
                    .tokens(notification.tokens())
                    .toolUses(notification.toolUses())
                    .durationMs(notification.durationMs())
                    .worktree(privacy.worktree(notification.worktreePath()))
                    .interim(notification.interim() ? Boolean.TRUE : null)
                    .agentCount(notification.agentCount())
                    .build());
        }
        return events;
    }

    /** The client's message to the person says more than the details of the error. */
    private TurnFailed failure(Origin origin, JsonNode hook) {
        String message = JsonFields.text(hook, "last_assistant_message");
        String details = message == null ? JsonFields.text(hook, "error_details") : message;
        return new TurnFailed(origin, error(hook.get("error")), privacy.firstLine(details));
    }

    private @Nullable AgentMeta meta(@Nullable JsonNode meta) {
        if (meta == null) {
            return null;
        }
        String shape = JsonFields.id(meta, "requestShape");
        Long depth = JsonFields.amount(meta, "spawnDepth");
        // a member of a team has its name where other agents have their type
        String spawned = JsonFields.id(meta, "spawnedAgentType");
        return AgentMeta.builder()
                .agentType(spawned == null ? JsonFields.id(meta, "agentType") : spawned)
                .description(privacy.label(JsonFields.text(meta, "description")))
                .toolUseId(JsonFields.id(meta, "toolUseId"))
                .parentAgentId(JsonFields.id(meta, "parentAgentId"))
                .spawnDepth(depth == null || depth > 1_000 ? null : (Integer) depth.intValue())
                .background(shape == null ? null : (Boolean) shape.equals("background"))
                .model(JsonFields.id(meta, "model"))
                .name(privacy.label(JsonFields.text(meta, "name")))
                .taskKind(JsonFields.id(meta, "taskKind"))
                .inWorkflowRun(Boolean.TRUE.equals(JsonFields.flag(meta, "inWorkflowRun")) ? Boolean.TRUE : null)
                .workflowPhase(privacy.label(JsonFields.text(meta, "workflowPhase")))
                .build();
    }

    private static @Nullable TokenUsage usage(@Nullable JsonNode usage) {
        return usage == null
                ? null
                : new TokenUsage(
                        amount(usage, "input_tokens"),
                        amount(usage, "output_tokens"),
                        amount(usage, "cache_read_input_tokens"),
                        amount(usage, "cache_creation_input_tokens"));
    }

    private static @Nullable String model(@Nullable JsonNode usage) {
        return usage == null ? null : JsonFields.id(usage, "model");
    }

    private static long amount(JsonNode usage, String field) {
        Long amount = JsonFields.amount(usage, field);
        return amount == null ? 0 : amount;
    }

    /** Null when the client does not report the list, which is not the same as an empty list. */
    private static @Nullable List<BackgroundTask> backgroundTasks(JsonNode hook) {
        JsonNode tasks = hook.get("background_tasks");
        if (tasks == null || !tasks.isArray()) {
            return null;
        }
        List<BackgroundTask> list = new ArrayList<>();
        for (JsonNode task : tasks) {
            String id = JsonFields.id(task, "id");
            if (id != null) {
                list.add(new BackgroundTask(id, JsonFields.id(task, "type"), JsonFields.id(task, "status")));
            }
        }
        return list;
    }

    /** Only the shells of a subagent's stop are used: each stop lists every running agent, and the root's own stops report those. */
    private static @Nullable List<String> backgroundShells(JsonNode hook) {
        List<BackgroundTask> tasks = backgroundTasks(hook);
        return tasks == null
                ? null
                : tasks.stream()
                        .filter(task -> BackgroundTask.SHELL.equals(task.type()))
                        .map(BackgroundTask::id)
                        .toList();
    }

    /** Some versions report a class, some an object with a type. */
    private static @Nullable String error(@Nullable JsonNode error) {
        if (error == null) {
            return null;
        }
        return error.isTextual() ? Secrets.masked(error.textValue(), 60) : JsonFields.id(error, "type");
    }
}
