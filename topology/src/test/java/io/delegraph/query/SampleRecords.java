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
import io.delegraph.schemas.lifecycle.AttentionWait;
import io.delegraph.schemas.lifecycle.EdgeEvidence;
import io.delegraph.schemas.lifecycle.OrphanedResource;
import io.delegraph.schemas.lifecycle.SessionMatch;
import io.delegraph.schemas.lifecycle.SessionSummary;
import io.delegraph.schemas.lifecycle.TimelineEntry;
import io.delegraph.schemas.lifecycle.TitleSource;
import io.delegraph.schemas.lifecycle.TokensSource;
import io.delegraph.schemas.lifecycle.WaitKind;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import io.delegraph.schemas.lifecycle.WorkflowToolAgents;
import io.delegraph.schemas.security.FindingState;
import io.delegraph.schemas.security.SecurityFinding;
import io.delegraph.schemas.security.Severity;
import io.delegraph.security.rule.RuleCatalog;
import java.util.List;
import java.util.Map;

/** Sample records like those from the stores. */
public final class SampleRecords {
    /** The start of all samples, epoch ms. */
    public static final long START = 1_760_000_000_000L;

    private SampleRecords() {}

    public static SessionSummary session(String id, long lastSeenAt) {
        return session(id, lastSeenAt, AgentState.ACTIVE);
    }

    public static SessionSummary session(String id, long lastSeenAt, AgentState state) {
        return SessionSummary.builder()
                .sessionId(id)
                .title("Checkout, second attempt")
                .titleSource(TitleSource.CLIENT)
                .state(state)
                .stateReason("at work")
                .source("claude-code")
                .sourceVersion("2.1.69")
                .project("shop")
                .user("ada")
                .host("box")
                .startedAt(START)
                .lastSeenAt(lastSeenAt)
                .agents(Map.of(AgentState.ACTIVE, 1, AgentState.COMPLETED, 2))
                .workflows(1)
                .costUsd(0.5)
                .costAgents(2)
                .waits(List.of(
                        new SessionSummary.Wait("a1", START + 5, "Bash needs a permission", WaitKind.PERMISSION)))
                .children(List.of())
                .asOf(START + 60_000)
                .build();
    }

    /** Found by its title. */
    static SessionMatch match(SessionSummary session) {
        return new SessionMatch(
                session.sessionId(),
                session.title(),
                session.project(),
                session.state(),
                session.lastSeenAt(),
                List.of(new SessionMatch.SearchHit(SessionMatch.Field.TITLE, session.title(), null)));
    }

    /** An agent that waits for a permission. */
    public static AttentionWait wait(String session, String agent, long since) {
        return AttentionWait.builder()
                .id("wait/" + session + "/" + agent + "/" + since)
                .sessionId(session)
                .agentId(agent)
                .kind(AttentionWait.Kind.PERMISSION)
                .toolName("Bash")
                .since(since)
                .wants("make")
                .build();
    }

    public static SecurityFinding finding(String session, String rule, String agentId) {
        return SecurityFinding.builder()
                .id(session + "/" + rule + "." + agentId)
                .sessionId(session)
                .rule(rule)
                .title(RuleCatalog.of(rule).title())
                .severity(Severity.CRITICAL)
                .state(FindingState.NEW)
                .reason("it deleted the home directory")
                .advice(RuleCatalog.of(rule).advice())
                .agentId(agentId)
                .chain(List.of(agentId))
                .toolUseIds(List.of("toolu_1"))
                .at(START + 10)
                .foundAt(START + 400)
                .changedAt(START + 400)
                .references(List.of("T1485"))
                .policy("default")
                .build();
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

    /** A child of the root when it has a parent. */
    public static AgentLifecycle agent(
            String session, String id, String parent, EdgeEvidence evidence, AgentState state) {
        boolean root = parent == null && evidence == null;
        boolean ended = state.terminal() && state != AgentState.REFUSED;
        return AgentLifecycle.builder()
                .sessionId(session)
                .agentId(id)
                .parentAgentId(parent)
                .agentType(root ? "main" : "Explore")
                .kind(AgentKind.SUBAGENT)
                .agentHierarchyLevel(root ? Integer.valueOf(0) : parent == null ? null : Integer.valueOf(1))
                .agentHierarchyPath(root ? List.of("root") : parent == null ? List.of(id) : List.of("root", id))
                .state(state)
                .stateReason("state of " + id)
                .edgeEvidence(evidence)
                .workflowId("w1")
                .requestToolUseId(root ? null : "toolu_" + id)
                .description(root ? null : "task of " + id)
                .background(false)
                .model("sonnet")
                .requestedAt(root ? null : START)
                .startedAt(START + 10)
                .endedAt(ended ? START + 41_010 : null)
                .durationMs(ended ? 41_000L : null)
                .runs(1)
                .toolCalls(12)
                .toolFailures(1)
                .lastTool("Bash")
                .tokens(new TokenUsage(100, 200, 15_000, 700))
                .totalTokens(16_000L)
                .tokensSource(TokensSource.TRANSCRIPT)
                .costUsd(0.25)
                .permissionMode("default")
                .permissionRequests(2)
                .permissionDenials(1)
                .lastSeenAt(START + 50_000)
                .source("claude-code")
                .project("shop")
                .user("ada")
                .host("box")
                .asOf(START + 60_000)
                .build();
    }

    /** The same agent with other texts. */
    public static AgentLifecycle worded(AgentLifecycle agent, String type, String description, String reason) {
        return agent.with()
                .agentType(type)
                .stateReason(reason)
                .description(description)
                .build();
    }

    /** Requested and not started: no counts, no times. */
    public static AgentLifecycle neverStarted(String session, String id, String parent, AgentState state) {
        return AgentLifecycle.builder()
                .sessionId(session)
                .agentId(id)
                .parentAgentId(parent)
                .agentType("Plan")
                .kind(AgentKind.SUBAGENT)
                .agentHierarchyLevel(1)
                .agentHierarchyPath(List.of("root", id))
                .state(state)
                .stateReason("not started: too deep")
                .workflowId("w1")
                .requestToolUseId(id)
                .description("think about it")
                .name("planner")
                .background(true)
                .requestedAt(START)
                .tokensSource(TokensSource.NONE)
                .lastSeenAt(START)
                .source("claude-code")
                .project("shop")
                .user("ada")
                .host("box")
                .asOf(START + 60_000)
                .build();
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
                        DeclaredFlags.builder()
                                .command("spawn")
                                .delegate("auto")
                                .concurrency(3)
                                .parallel(true)
                                .invalid(List.of())
                                .build()),
                "the client's own note",
                List.of(new AgentText(AgentText.Part.REQUEST, "toolu_1", START, "find it, please")),
                2);
    }

    public static WorkflowSummary workflow(String session, String id) {
        return WorkflowSummary.builder()
                .sessionId(session)
                .workflowId(id)
                .number(1)
                .startedAt(START)
                .agents(Map.of(AgentState.ACTIVE, 1))
                .maxLevel(1)
                .toolCalls(12)
                .toolFailures(1)
                .source("claude-code")
                .project("shop")
                .user("ada")
                .host("box")
                .workflowToolAgents(new WorkflowToolAgents(3, 2))
                .asOf(START + 60_000)
                .build();
    }

    /** A shell that was last listed half a minute after its agent ended. */
    public static OrphanedResource orphanedResource(String agent) {
        return OrphanedResource.builder()
                .kind(OrphanedResource.Kind.BACKGROUND_SHELL)
                .id("b1")
                .agentId(agent)
                .what("vite")
                .toolUseId("toolu_8")
                .since(START + 10_000)
                .agentEndedAt(START + 20_000)
                .state(OrphanedResource.State.RUNNING)
                .outlivedMs(40_000L)
                .seenAt(START + 50_000)
                .evidence(OrphanedResource.Evidence.LISTED)
                .reason("the latest list of background tasks contains it")
                .build();
    }

    public static TimelineEntry tool(String agent, long at) {
        return TimelineEntry.builder()
                .kind("tool")
                .agentId(agent)
                .at(at)
                .endedAt(at + 100)
                .id("toolu_9")
                .tool("Bash")
                .target("ls")
                .outcome("ok")
                .durationMs(100L)
                .build();
    }
}
