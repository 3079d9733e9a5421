package io.delegraph.lifecycle;

import static io.delegraph.schemas.AgentId.ROOT;

import io.delegraph.graph.Episode;
import io.delegraph.graph.Span;
import io.delegraph.graph.Work;
import io.delegraph.lifecycle.row.AgentRow;
import io.delegraph.lifecycle.row.PromptRow;
import io.delegraph.lifecycle.row.Result;
import io.delegraph.lifecycle.row.SpawnRow;
import io.delegraph.lifecycle.row.Stamped;
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

/**
 * Workflows as they are analysed: from the rows alone, in event time. What still runs is looked at as of the session's latest event, so
 * that the same rows are the same episode whenever they are looked at.
 */
final class Episodes {
    private final SessionRows rows;
    private final Standings standings;
    private final Workflows workflows;
    private final long latest;

    Episodes(SessionRows rows, Standings standings, Workflows workflows) {
        this.rows = rows;
        this.standings = standings;
        this.workflows = workflows;
        this.latest = rows.session().seen() == null ? 0 : rows.session().seen().lastAt();
    }

    /** One workflow; {@code agents} are all lifecycles of the session. */
    Episode of(WorkflowSummary workflow, Collection<AgentLifecycle> agents) {
        List<AgentLifecycle> members = agents.stream()
                .filter(agent -> workflow.workflowId().equals(agent.workflowId()))
                .toList();
        List<Span> turns = turns(workflow.workflowId());
        Calls calls = new Calls(rows, members);
        List<Work> works = new ArrayList<>();
        List<Episode.Refused> refused = new ArrayList<>();
        for (AgentLifecycle agent : members) {
            List<Span> runs = runs(agent);
            if (!runs.isEmpty()) {
                works.add(work(agent, runs, calls));
            } else if (agent.state() == AgentState.REFUSED && agent.requestedAt() != null) {
                refused.add(new Episode.Refused(agent.agentType(), agent.description(), agent.requestedAt()));
            }
        }
        Span span = span(workflow, members, turns, works);
        if (!turns.isEmpty()) {
            works.add(root(workflow, span, turns, calls));
        }
        return new Episode(span, works, refused, loops(workflow.declared()));
    }

    private static boolean loops(DeclaredFlags declared) {
        return declared != null && (Boolean.TRUE.equals(declared.loop()) || declared.iterations() != null);
    }

    private Span span(WorkflowSummary workflow, List<AgentLifecycle> members, List<Span> turns, List<Work> works) {
        long from = Stream.concat(
                        Stream.of(
                                workflow.startedAt(),
                                turns.isEmpty() ? null : (Long) turns.getFirst().from()),
                        members.stream().flatMap(agent -> Stream.of(agent.requestedAt(), agent.startedAt())))
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(latest);
        // a lost agent has no end, but worked until it was heard of last
        long worked = works.stream().mapToLong(Work::to).max().orElse(from);
        return new Span(from, workflow.endedAt() == null ? latest : Math.max(workflow.endedAt(), worked));
    }

    /** When the root worked for it: from each of its prompts to the end of that turn. */
    private List<Span> turns(String workflowId) {
        List<Span> turns = new ArrayList<>();
        for (PromptRow prompt : rows.prompts().values()) {
            Long from = began(prompt);
            if (from != null && workflows.belongs(prompt, workflowId)) {
                turns.add(new Span(from, turnEnd(prompt, from)));
            }
        }
        turns.sort(Comparator.comparingLong(Span::from).thenComparingLong(Span::to));
        return turns;
    }

    private static Long began(PromptRow prompt) {
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
                .map(Episodes::began)
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
                .orElse(Math.max(from, latest));
    }

    private Work root(WorkflowSummary workflow, Span span, List<Span> turns, Calls calls) {
        Predicate<ToolRow> own = call -> workflow.workflowId().equals(workflows.ofRootCall(call));
        return new Work(
                ROOT,
                null,
                null,
                null,
                0,
                workflow.settled() ? AgentState.COMPLETED : AgentState.ACTIVE,
                null,
                null,
                null,
                null,
                turns,
                List.of(),
                calls.personWaits(ROOT, span),
                calls.count(ROOT, own),
                null,
                null,
                calls.files(ROOT, own),
                calls.messages(ROOT, own),
                null,
                null,
                null,
                null,
                null);
    }

    private Work work(AgentLifecycle agent, List<Span> runs, Calls calls) {
        SpawnRow spawn = standings.request(agent.agentId());
        Result result = rows.agents().containsKey(agent.agentId())
                ? Stamped.valueOf(rows.agents().get(agent.agentId()).result())
                : null;
        Integer toldCalls =
                spawn == null || spawn.totals() == null ? null : spawn.totals().toolUses();
        boolean background = Boolean.TRUE.equals(agent.background());
        Span awaited = background ? calls.awaited(agent) : null;
        return new Work(
                agent.agentId(),
                agent.parentAgentId(),
                agent.agentType(),
                agent.description(),
                agent.agentHierarchyLevel(),
                agent.state(),
                agent.background(),
                agent.requestedAt(),
                awaited == null ? null : (Long) awaited.from(),
                awaited != null ? (Long) awaited.to() : background ? null : answeredAt(spawn),
                runs,
                calls.resumes(agent.agentId()),
                calls.personWaits(agent.agentId(), null),
                Math.max(agent.toolCalls(), toldCalls == null ? 0 : toldCalls),
                agent.allTokens(),
                agent.costUsd(),
                calls.files(agent.agentId(), Calls.ALL),
                calls.messages(agent.agentId(), Calls.ALL),
                spawn == null || spawn.request() == null || spawn.request().promptChars() == 0
                        ? null
                        : (Integer) spawn.request().promptChars(),
                result == null ? null : result.chars(),
                spawn == null ? null : spawn.fingerprint(),
                result == null ? null : result.fingerprint(),
                phase(agent.agentId()));
    }

    private String phase(String agentId) {
        AgentRow agent = rows.agents().get(agentId);
        return agent == null || agent.meta() == null ? null : agent.meta().workflowPhase();
    }

    private static Long answeredAt(SpawnRow spawn) {
        if (spawn == null) {
            return null;
        }
        return spawn.answered() != null
                ? (Long) spawn.answered().at()
                : spawn.failed() != null ? (Long) spawn.failed().at() : spawn.batchedAt();
    }

    /** A run whose end was not seen lasted until the next one began, the last one until now or until it was heard of last. */
    private List<Span> runs(AgentLifecycle agent) {
        long open = agent.state().terminal() ? agent.endedAt() == null ? agent.lastSeenAt() : agent.endedAt() : latest;
        List<Span> spans = new ArrayList<>();
        for (Run run : standings.runs(agent.agentId()).reversed()) {
            if (agent.workflowId() != null && !workflows.owns(agent.workflowId(), run)) {
                // another prompt set it to work again
                continue;
            }
            Long began = began(run, agent);
            if (began != null) {
                long ended = run.endedAt() == null
                        ? spans.isEmpty() ? open : spans.getLast().from()
                        : run.endedAt();
                spans.add(new Span(began, Math.max(began, ended)));
            }
        }
        return spans.reversed();
    }

    private static Long began(Run run, AgentLifecycle agent) {
        return run.beganAt() != null
                ? run.beganAt()
                : run.number() == 1 && agent.requestedAt() != null ? agent.requestedAt() : run.endedAt();
    }
}
