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
 * Completes events in the topic that an earlier version wrote: they contain Claude Code's tool names and reasons, but not their meaning. A
 * complete event is returned as it is.
 */
public final class EarlierEvents {
    private EarlierEvents() {}

    /** The same event as this version would write it; events of other clients and watermarks are returned as they are. */
    public static AgentEvent completed(AgentEvent event) {
        return event instanceof AgentEvent.InSession earlier && claudeCodes(earlier) ? completed(earlier) : event;
    }

    private static boolean claudeCodes(AgentEvent.InSession event) {
        String source = event.origin().source();
        return Sources.CLAUDE_CODE.equals(source) || Sources.DEMO.equals(source);
    }

    private static AgentEvent.InSession completed(AgentEvent.InSession event) {
        return switch (event) {
            case ToolStarted started ->
                started.action() == null ? started(started, ClaudeCodeTools.action(started.tool())) : started;
            case ToolEnded ended -> ended.action() == null ? ended(ended, ClaudeCodeTools.action(ended.tool())) : ended;
            case ToolBatchEnded ended ->
                new ToolBatchEnded(
                        ended.origin(),
                        ended.calls().stream().map(EarlierEvents::completed).toList());
            case PermissionRequested requested ->
                new PermissionRequested(
                        requested.origin(),
                        requested.tool(),
                        action(requested.action(), requested.tool()),
                        requested.payload());
            case PermissionDenied denied ->
                new PermissionDenied(
                        denied.origin(),
                        denied.toolUseId(),
                        denied.tool(),
                        action(denied.action(), denied.tool()),
                        denied.denial(),
                        denied.errorMessage());
            case SpawnRequested requested -> requested.tool() == null ? requested(requested) : requested;
            case SpawnAnswered answered -> answered.tool() == null ? answered(answered) : answered;
            case SpawnFailed failed -> failed.tool() == null ? failed(failed) : failed;
            case SessionEnded ended -> ended.clientGoesOn() == null ? sessionEnded(ended) : ended;
            default -> event;
        };
    }

    private static @Nullable ToolAction action(@Nullable ToolAction reported, String tool) {
        return reported == null ? ClaudeCodeTools.action(tool) : reported;
    }

    private static ToolStarted started(ToolStarted event, @Nullable ToolAction action) {
        return action == null
                ? event
                : new ToolStarted(
                        event.origin(),
                        event.toolUseId(),
                        event.tool(),
                        action,
                        event.target(),
                        event.file(),
                        event.inputChars(),
                        event.text(),
                        event.evidence());
    }

    private static ToolEnded ended(ToolEnded event, @Nullable ToolAction action) {
        return action == null ? event : event.withAction(action);
    }

    private static SpawnRequested requested(SpawnRequested event) {
        return new SpawnRequested(
                event.origin(),
                event.toolUseId(),
                ClaudeCodeTools.AGENT,
                event.request(),
                event.fingerprint(),
                event.secretInPrompt(),
                event.text());
    }

    private static SpawnFailed failed(SpawnFailed event) {
        return new SpawnFailed(
                event.origin(),
                event.toolUseId(),
                ClaudeCodeTools.AGENT,
                event.request(),
                event.failure(),
                event.reason(),
                event.interrupted());
    }

    private static SessionEnded sessionEnded(SessionEnded event) {
        return new SessionEnded(
                event.origin(), event.reason(), ClaudeCodeTools.clientGoesOn(event.reason()), event.nextSessionId());
    }

    private static BatchedCall completed(BatchedCall call) {
        return new BatchedCall(
                call.toolUseId(),
                call.tool(),
                action(call.action(), call.tool()),
                call.denial(),
                call.personsWords(),
                call.failed(),
                call.errorMessage(),
                call.resultChanged(),
                call.evidence());
    }

    private static SpawnAnswered answered(SpawnAnswered event) {
        return event.withTool(ClaudeCodeTools.AGENT);
    }
}
