package io.delegraph.ingest.claudecode;

import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.event.BatchedCall;
import io.delegraph.schemas.event.PermissionDenied;
import io.delegraph.schemas.event.PermissionRequested;
import io.delegraph.schemas.event.SessionEnded;
import io.delegraph.schemas.event.Sources;
import io.delegraph.schemas.event.SpawnAnswered;
import io.delegraph.schemas.event.SpawnFailed;
import io.delegraph.schemas.event.SpawnRequested;
import io.delegraph.schemas.event.ToolAction;
import io.delegraph.schemas.event.ToolBatchEnded;
import io.delegraph.schemas.event.ToolEnded;
import io.delegraph.schemas.event.ToolStarted;
import org.jspecify.annotations.Nullable;

/**
 * Completes events that an earlier version wrote and that still stand in the topic: they name Claude Code's tools and reasons, and do not
 * say what these mean. An event that says it comes back as it is; one of a tool without an action is equal with and without this.
 */
public final class EarlierEvents {
    private EarlierEvents() {}

    /** The same event as this version writes it; events of other clients and watermarks come back as they are. */
    public static AgentEvent completed(AgentEvent event) {
        return event instanceof AgentEvent.InSession it && claudeCodes(it) ? completed(it) : event;
    }

    private static boolean claudeCodes(AgentEvent.InSession event) {
        String source = event.origin().source();
        return Sources.CLAUDE_CODE.equals(source) || Sources.DEMO.equals(source);
    }

    private static AgentEvent.InSession completed(AgentEvent.InSession event) {
        return switch (event) {
            case ToolStarted it -> it.action() == null ? started(it, ClaudeCodeTools.action(it.tool())) : it;
            case ToolEnded it -> it.action() == null ? ended(it, ClaudeCodeTools.action(it.tool())) : it;
            case ToolBatchEnded it ->
                new ToolBatchEnded(
                        it.origin(),
                        it.calls().stream().map(EarlierEvents::completed).toList());
            case PermissionRequested it ->
                new PermissionRequested(it.origin(), it.tool(), action(it.action(), it.tool()), it.payload());
            case PermissionDenied it ->
                new PermissionDenied(
                        it.origin(),
                        it.toolUseId(),
                        it.tool(),
                        action(it.action(), it.tool()),
                        it.denial(),
                        it.errorMessage());
            case SpawnRequested it -> it.tool() == null ? requested(it) : it;
            case SpawnAnswered it -> it.tool() == null ? answered(it) : it;
            case SpawnFailed it -> it.tool() == null ? failed(it) : it;
            case SessionEnded it -> it.clientGoesOn() == null ? sessionEnded(it) : it;
            default -> event;
        };
    }

    private static @Nullable ToolAction action(@Nullable ToolAction told, String tool) {
        return told == null ? ClaudeCodeTools.action(tool) : told;
    }

    private static ToolStarted started(ToolStarted it, @Nullable ToolAction action) {
        return action == null
                ? it
                : new ToolStarted(
                        it.origin(),
                        it.toolUseId(),
                        it.tool(),
                        action,
                        it.target(),
                        it.file(),
                        it.inputChars(),
                        it.text());
    }

    private static ToolEnded ended(ToolEnded it, @Nullable ToolAction action) {
        return action == null ? it : it.withAction(action);
    }

    private static SpawnRequested requested(SpawnRequested it) {
        return new SpawnRequested(
                it.origin(), it.toolUseId(), ClaudeCodeTools.AGENT, it.request(), it.fingerprint(), it.text());
    }

    private static SpawnFailed failed(SpawnFailed it) {
        return new SpawnFailed(
                it.origin(),
                it.toolUseId(),
                ClaudeCodeTools.AGENT,
                it.request(),
                it.failure(),
                it.reason(),
                it.interrupted());
    }

    private static SessionEnded sessionEnded(SessionEnded it) {
        return new SessionEnded(
                it.origin(), it.reason(), ClaudeCodeTools.clientGoesOn(it.reason()), it.nextSessionId());
    }

    private static BatchedCall completed(BatchedCall it) {
        return new BatchedCall(
                it.toolUseId(), it.tool(), action(it.action(), it.tool()), it.denial(), it.failed(), it.errorMessage());
    }

    private static SpawnAnswered answered(SpawnAnswered it) {
        return it.withTool(ClaudeCodeTools.AGENT);
    }
}
