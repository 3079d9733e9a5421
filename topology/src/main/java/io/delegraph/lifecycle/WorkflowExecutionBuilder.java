package io.delegraph.lifecycle;

import static io.delegraph.schemas.AgentId.ROOT;

import io.delegraph.analysis.graph.AgentExecution;
import io.delegraph.analysis.graph.TimeRange;
import io.delegraph.analysis.graph.WorkflowExecution;
import io.delegraph.lifecycle.row.AgentResult;
import io.delegraph.lifecycle.row.AgentRow;
import io.delegraph.lifecycle.row.PromptRow;
import io.delegraph.lifecycle.row.SpawnRow;
import io.delegraph.lifecycle.row.Timestamped;
import io.delegraph.lifecycle.row.ToolRow;
import io.delegraph.schemas.event.DeclaredFlags;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Builds the input of the analysis for a workflow, from the rows alone and in event time. Running agents are taken as of the session's
 * latest event, so that the same rows always give the same result.
 */
final class WorkflowExecutionBuilder {
    private final SessionRows rows;
    private final StatusResolver statuses;
    private final WorkflowResolver workflows;
    private final long latestEventAt;

    WorkflowExecutionBuilder(SessionRows rows, StatusResolver statuses, WorkflowResolver workflows) {
        this.rows = rows;
        this.statuses = statuses;
        this.workflows = workflows;
        this.latestEventAt =
                rows.session().seen() == null ? 0 : rows.session().seen().lastAt();
    }

    /** One workflow; {@code agents} are all lifecycles of the session. */
    WorkflowExecution of(WorkflowSummary workflow, Collection<AgentLifecycle> agents) {
        List<AgentLifecycle> members = agents.stream()
                .filter(agent -> workflow.workflowId().equals(agent.workflowId()))
                .toList();
        List<TimeRange> turns = turns(workflow.workflowId());
        ToolCallIndex calls = new ToolCallIndex(rows, members);
        List<AgentExecution> works = new ArrayList<>();
        List<WorkflowExecution.UnstartedRequest> refused = new ArrayList<>();
        for (AgentLifecycle agent : members) {
            List<TimeRange> runs = runs(agent);
            if (!runs.isEmpty()) {
                works.add(execution(agent, runs, calls));
            } else if (agent.state() == AgentState.REFUSED && agent.requestedAt() != null) {
                refused.add(new WorkflowExecution.UnstartedRequest(
                        agent.agentType(), agent.description(), agent.requestedAt()));
            }
        }
        TimeRange span = span(workflow, members, turns, works);
        if (!turns.isEmpty()) {
            works.add(rootExecution(workflow, span, turns, calls));
        }
        return new WorkflowExecution(span, works, refused, loopDeclared(workflow.declared()));
    }

    private static boolean loopDeclared(@Nullable DeclaredFlags declared) {
        return declared != null && (Boolean.TRUE.equals(declared.loop()) || declared.iterations() != null);
    }

    private TimeRange span(
            WorkflowSummary workflow,
            List<AgentLifecycle> members,
            List<TimeRange> turns,
            List<AgentExecution> agents) {
        long from = Stream.concat(
                        Stream.of(
                                workflow.startedAt(),
                                turns.isEmpty() ? null : (Long) turns.getFirst().from()),
                        members.stream().flatMap(agent -> Stream.of(agent.requestedAt(), agent.startedAt())))
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(latestEventAt);
        // a lost agent has no end, but worked until its last event
        long worked = agents.stream().mapToLong(AgentExecution::to).max().orElse(from);
        return new TimeRange(from, workflow.endedAt() == null ? latestEventAt : Math.max(workflow.endedAt(), worked));
    }

    /** When the root worked for the workflow: from each of its prompts to the end of that turn. */
    private List<TimeRange> turns(String workflowId) {
        List<TimeRange> turns = new ArrayList<>();
        for (PromptRow prompt : rows.prompts().values()) {
            Long from = startOf(prompt);
            if (from != null && workflows.belongs(prompt, workflowId)) {
                turns.add(new TimeRange(from, turnEnd(prompt, from)));
            }
        }
        turns.sort(Comparator.comparingLong(TimeRange::from).thenComparingLong(TimeRange::to));
        return turns;
    }

    private static @Nullable Long startOf(PromptRow prompt) {
        return prompt.ownAt() != null
                ? prompt.ownAt()
                : prompt.notifiedTask() == null
                        ? null
                        : (Long) prompt.notifiedTask().at();
    }

    private long turnEnd(PromptRow prompt, long from) {
        if (prompt.stoppedAt() != null && prompt.stoppedAt() >= from) {
            return prompt.stoppedAt();
        }
        Long next = rows.prompts().values().stream()
                .map(WorkflowExecutionBuilder::startOf)
                .filter(at -> at != null && at > from)
                .min(Comparator.naturalOrder())
                .orElse(null);
        Long turn = rows.session().turnEndedAt();
        Long ended = rows.session().ended() == null
                ? null
                : (Long) rows.session().ended().at();
        return Stream.of(next, turn, ended)
                .filter(at -> at != null && at >= from)
                .min(Comparator.naturalOrder())
                .orElse(Math.max(from, latestEventAt));
    }

    private AgentExecution rootExecution(
            WorkflowSummary workflow, TimeRange span, List<TimeRange> turns, ToolCallIndex calls) {
        Predicate<ToolRow> own = call -> workflow.workflowId().equals(workflows.ofRootCall(call));
        return AgentExecution.builder()
                .agentId(ROOT)
                .level(0)
                .state(workflow.settled() ? AgentState.COMPLETED : AgentState.ACTIVE)
                .runs(turns)
                .resumes(List.of())
                .personWaits(calls.personWaits(ROOT, span))
                .toolCalls(calls.count(ROOT, own))
                .files(calls.files(ROOT, own))
                .messages(calls.messages(ROOT, own))
                .build();
    }

    private AgentExecution execution(AgentLifecycle agent, List<TimeRange> runs, ToolCallIndex calls) {
        SpawnRow spawn = statuses.request(agent.agentId());
        AgentRow row = rows.agents().get(agent.agentId());
        AgentResult result = row == null ? null : Timestamped.valueOf(row.result());
        Integer reportedCalls =
                spawn == null || spawn.totals() == null ? null : spawn.totals().toolUses();
        boolean background = Boolean.TRUE.equals(agent.background());
        TimeRange awaited = background ? calls.awaitedByParent(agent) : null;
        return AgentExecution.builder()
                .agentId(agent.agentId())
                .parentId(agent.parentAgentId())
                .type(agent.agentType())
                .description(agent.description())
                .level(Objects.requireNonNull(agent.agentHierarchyLevel(), "a workflow's agents descend from the root"))
                .state(agent.state())
                .background(agent.background())
                .requestedAt(agent.requestedAt())
                .awaitedFrom(awaited == null ? null : (Long) awaited.from())
                .answeredAt(awaited != null ? (Long) awaited.to() : background ? null : answeredAt(spawn))
                .runs(runs)
                .resumes(calls.resumeRequestTimes(agent.agentId()))
                .personWaits(calls.personWaits(agent.agentId(), null))
                .toolCalls(Math.max(agent.toolCalls(), reportedCalls == null ? 0 : reportedCalls))
                .tokens(agent.allTokens())
                .costUsd(agent.costUsd())
                .files(calls.files(agent.agentId(), ToolCallIndex.ALL))
                .messages(calls.messages(agent.agentId(), ToolCallIndex.ALL))
                .promptChars(
                        spawn == null
                                        || spawn.request() == null
                                        || spawn.request().promptChars() == 0
                                ? null
                                : (Integer) spawn.request().promptChars())
                .resultChars(result == null ? null : result.chars())
                .promptFingerprint(spawn == null ? null : spawn.fingerprint())
                .resultFingerprint(result == null ? null : result.fingerprint())
                .phase(row == null || row.meta() == null ? null : row.meta().workflowPhase())
                .build();
    }

    private static @Nullable Long answeredAt(@Nullable SpawnRow spawn) {
        if (spawn == null) {
            return null;
        }
        return spawn.answered() != null
                ? (Long) spawn.answered().at()
                : spawn.failed() != null ? (Long) spawn.failed().at() : spawn.batchedAt();
    }

    /** The runs of an agent. A run whose end was not seen lasts until the next one, the last one until now or until its last event. */
    private List<TimeRange> runs(AgentLifecycle agent) {
        long open = agent.state().terminal()
                ? agent.endedAt() == null ? agent.lastSeenAt() : agent.endedAt()
                : latestEventAt;
        List<TimeRange> spans = new ArrayList<>();
        for (ObservedRun run : statuses.runs(agent.agentId()).reversed()) {
            if (agent.workflowId() != null && !workflows.owns(agent.workflowId(), run)) {
                // it was resumed by another prompt
                continue;
            }
            Long began = startOf(run, agent);
            if (began != null) {
                long ended = run.endedAt() == null
                        ? spans.isEmpty() ? open : spans.getLast().from()
                        : run.endedAt();
                spans.add(new TimeRange(began, Math.max(began, ended)));
            }
        }
        return spans.reversed();
    }

    private static @Nullable Long startOf(ObservedRun run, AgentLifecycle agent) {
        return run.beganAt() != null
                ? run.beganAt()
                : run.number() == 1 && agent.requestedAt() != null ? agent.requestedAt() : run.endedAt();
    }
}
