package io.delegraph.query;

import io.delegraph.schemas.event.DeclaredFlags;
import io.delegraph.schemas.event.SpawnRequest;
import io.delegraph.schemas.event.TokenUsage;
import io.delegraph.schemas.lifecycle.AgentDetail;
import io.delegraph.schemas.lifecycle.AgentKind;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.AgentRun;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.lifecycle.AgentText;
import io.delegraph.schemas.lifecycle.EdgeEvidence;
import io.delegraph.schemas.lifecycle.OrphanedResource;
import io.delegraph.schemas.lifecycle.SessionSummary;
import io.delegraph.schemas.lifecycle.TimelineEntry;
import io.delegraph.schemas.lifecycle.TokensSource;
import io.delegraph.schemas.lifecycle.WaitKind;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import io.delegraph.schemas.lifecycle.WorkflowToolAgents;
import java.util.List;
import java.util.Map;

/** Records as the stores would give them. */
public final class SampleRecords {
    /** Epoch ms of everything's beginning. */
    public static final long START = 1_760_000_000_000L;

    private SampleRecords() {}

    public static SessionSummary session(String id, long lastSeenAt) {
        return session(id, lastSeenAt, AgentState.ACTIVE);
    }

    public static SessionSummary session(String id, long lastSeenAt, AgentState state) {
        return new SessionSummary(
                id,
                "Checkout, second attempt",
                state,
                "at work",
                "claude-code",
                "2.1.69",
                "shop",
                "ada",
                "box",
                START,
                null,
                lastSeenAt,
                Map.of(AgentState.ACTIVE, 1, AgentState.COMPLETED, 2),
                1,
                0,
                0.5,
                2,
                List.of(new SessionSummary.Wait("a1", START + 5, "Bash needs a permission", WaitKind.PERMISSION)),
                null,
                null,
                null,
                List.of(),
                START + 60_000);
    }

    public static AgentLifecycle root(String session) {
        return agent(session, "root", null, null, AgentState.ACTIVE);
    }

    public static AgentLifecycle agent(String session, String id, String parent) {
        return agent(session, id, parent, EdgeEvidence.META, AgentState.ACTIVE);
    }

    public static AgentLifecycle unparented(String session, String id) {
        return agent(session, id, null, EdgeEvidence.NONE, AgentState.ACTIVE);
    }

    /** Under the root when it has a parent. */
    public static AgentLifecycle agent(
            String session, String id, String parent, EdgeEvidence evidence, AgentState state) {
        boolean root = parent == null && evidence == null;
        boolean ended = state.terminal() && state != AgentState.REFUSED;
        return new AgentLifecycle(
                session,
                id,
                parent,
                root ? "main" : "Explore",
                AgentKind.SUBAGENT,
                root ? Integer.valueOf(0) : parent == null ? null : Integer.valueOf(1),
                root ? List.of("root") : parent == null ? List.of(id) : List.of("root", id),
                state,
                "state of " + id,
                null,
                evidence,
                "w1",
                root ? null : "toolu_" + id,
                root ? null : "task of " + id,
                null,
                false,
                "sonnet",
                null,
                root ? null : START,
                START + 10,
                ended ? START + 41_010 : null,
                ended ? 41_000L : null,
                1,
                12,
                1,
                "Bash",
                new TokenUsage(100, 200, 15_000, 700),
                16_000L,
                TokensSource.TRANSCRIPT,
                0.25,
                "default",
                2,
                1,
                null,
                null,
                0,
                null,
                START + 50_000,
                "claude-code",
                "shop",
                "ada",
                "box",
                START + 60_000);
    }

    /** The same agent with other words. */
    public static AgentLifecycle worded(AgentLifecycle agent, String type, String description, String reason) {
        return new AgentLifecycle(
                agent.sessionId(),
                agent.agentId(),
                agent.parentAgentId(),
                type,
                agent.kind(),
                agent.agentHierarchyLevel(),
                agent.agentHierarchyPath(),
                agent.state(),
                reason,
                agent.errorMessage(),
                agent.edgeEvidence(),
                agent.workflowId(),
                agent.requestToolUseId(),
                description,
                agent.name(),
                agent.background(),
                agent.model(),
                agent.isolation(),
                agent.requestedAt(),
                agent.startedAt(),
                agent.endedAt(),
                agent.durationMs(),
                agent.runs(),
                agent.toolCalls(),
                agent.toolFailures(),
                agent.lastTool(),
                agent.tokens(),
                agent.totalTokens(),
                agent.tokensSource(),
                agent.costUsd(),
                agent.permissionMode(),
                agent.permissionRequests(),
                agent.permissionDenials(),
                agent.waitingFor(),
                agent.waitingKind(),
                agent.messagesSent(),
                agent.context(),
                agent.lastSeenAt(),
                agent.source(),
                agent.project(),
                agent.user(),
                agent.host(),
                agent.asOf());
    }

    /** Asked for and not started: nothing counted, nothing timed. */
    public static AgentLifecycle neverStarted(String session, String id, String parent, AgentState state) {
        return new AgentLifecycle(
                session,
                id,
                parent,
                "Plan",
                AgentKind.SUBAGENT,
                1,
                List.of("root", id),
                state,
                "not started: too deep",
                null,
                null,
                "w1",
                id,
                "think about it",
                "planner",
                true,
                null,
                null,
                START,
                null,
                null,
                null,
                0,
                0,
                0,
                null,
                null,
                null,
                TokensSource.NONE,
                null,
                null,
                0,
                0,
                null,
                null,
                0,
                null,
                START,
                "claude-code",
                "shop",
                "ada",
                "box",
                START + 60_000);
    }

    public static AgentDetail detail(AgentLifecycle agent) {
        return new AgentDetail(
                agent,
                List.of(new AgentRun(1, "toolu_1", START + 10, null, null, null)),
                new SpawnRequest(
                        "Explore",
                        "find it",
                        null,
                        null,
                        null,
                        null,
                        120,
                        new DeclaredFlags("spawn", "auto", 3, null, null, null, null, null, true, null, List.of())),
                "the client's own note",
                List.of(new AgentText(AgentText.Part.REQUEST, "toolu_1", START, "find it, please")),
                2);
    }

    public static WorkflowSummary workflow(String session, String id) {
        return new WorkflowSummary(
                session,
                id,
                1,
                false,
                START,
                null,
                null,
                Map.of(AgentState.ACTIVE, 1),
                1,
                12,
                1,
                null,
                null,
                "claude-code",
                "shop",
                "ada",
                "box",
                new WorkflowToolAgents(3, 2),
                null,
                START + 60_000);
    }

    /** A shell that was last listed half a minute after its agent ended. */
    public static OrphanedResource orphanedResource(String agent) {
        return new OrphanedResource(
                OrphanedResource.Kind.BACKGROUND_SHELL,
                "b1",
                agent,
                "vite",
                "toolu_8",
                START + 10_000,
                START + 20_000,
                OrphanedResource.State.RUNNING,
                null,
                40_000L,
                START + 50_000,
                OrphanedResource.Evidence.LISTED,
                "the latest list of what runs in the background has it");
    }

    public static TimelineEntry tool(String agent, long at) {
        return new TimelineEntry(
                "tool", agent, at, at + 100, "toolu_9", "Bash", "ls", "ok", 100L, null, null, null, null);
    }
}
