package io.delegraph.lifecycle;

import static io.delegraph.lifecycle.row.AgentRow.ROOT;

import io.delegraph.graph.Episode;
import io.delegraph.graph.Span;
import io.delegraph.graph.Work;
import io.delegraph.lifecycle.row.PromptRow;
import io.delegraph.lifecycle.row.Result;
import io.delegraph.lifecycle.row.SpawnRow;
import io.delegraph.lifecycle.row.Stamped;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
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
        Span span = span(workflow, members, turns);
        Calls calls = new Calls(rows, members);
        List<Work> works = new ArrayList<>();
        if (!turns.isEmpty()) {
            works.add(root(span, turns, calls));
        }
        List<Episode.Refused> refused = new ArrayList<>();
        for (AgentLifecycle agent : members) {
            if (agent.runs() > 0) {
                works.add(work(agent, calls));
            } else if (agent.state() == AgentState.REFUSED && agent.requestedAt() != null) {
                refused.add(new Episode.Refused(agent.agentType(), agent.description(), agent.requestedAt()));
            }
        }
        return new Episode(span, works, refused);
    }

    private Span span(WorkflowSummary workflow, List<AgentLifecycle> members, List<Span> turns) {
        long from = Stream.concat(
                        Stream.of(
                                workflow.startedAt(),
                                turns.isEmpty() ? null : (Long) turns.getFirst().from()),
                        members.stream().flatMap(agent -> Stream.of(agent.requestedAt(), agent.startedAt())))
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(latest);
        return new Span(from, workflow.endedAt() == null ? Math.max(from, latest) : workflow.endedAt());
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

    private Work root(Span span, List<Span> turns, Calls calls) {
        boolean running = turns.getLast().to() >= latest && rows.session().ended() == null;
        return new Work(
                ROOT,
                null,
                null,
                null,
                0,
                running ? AgentState.ACTIVE : AgentState.COMPLETED,
                null,
                null,
                null,
                turns,
                List.of(),
                calls.personWaits(ROOT, span),
                calls.count(ROOT, span),
                null,
                null,
                calls.files(ROOT, span),
                calls.messages(ROOT, span),
                null,
                null,
                null,
                null);
    }

    private Work work(AgentLifecycle agent, Calls calls) {
        SpawnRow spawn = standings.request(agent.agentId());
        Result result = rows.agents().containsKey(agent.agentId())
                ? Stamped.valueOf(rows.agents().get(agent.agentId()).result())
                : null;
        Integer toldCalls =
                spawn == null || spawn.totals() == null ? null : spawn.totals().toolUses();
        return new Work(
                agent.agentId(),
                agent.parentAgentId(),
                agent.agentType(),
                agent.description(),
                agent.agentHierarchyLevel(),
                agent.state(),
                agent.background(),
                agent.requestedAt(),
                Boolean.TRUE.equals(agent.background()) ? calls.awaitedUntil(agent) : answeredAt(spawn),
                runs(agent),
                calls.resumes(agent.agentId()),
                calls.personWaits(agent.agentId(), null),
                Math.max(agent.toolCalls(), toldCalls == null ? 0 : toldCalls),
                agent.totalTokens(),
                agent.costUsd(),
                calls.files(agent.agentId(), null),
                calls.messages(agent.agentId(), null),
                spawn == null || spawn.request() == null || spawn.request().promptChars() == 0
                        ? null
                        : (Integer) spawn.request().promptChars(),
                result == null ? null : result.chars(),
                spawn == null ? null : spawn.fingerprint(),
                result == null ? null : result.fingerprint());
    }

    private static Long answeredAt(SpawnRow spawn) {
        if (spawn == null) {
            return null;
        }
        return spawn.answered() != null
                ? (Long) spawn.answered().at()
                : spawn.failed() != null ? (Long) spawn.failed().at() : spawn.batchedAt();
    }

    private List<Span> runs(AgentLifecycle agent) {
        long open = agent.state().terminal() ? agent.endedAt() == null ? agent.lastSeenAt() : agent.endedAt() : latest;
        List<Span> spans = new ArrayList<>();
        for (Run run : standings.runs(agent.agentId())) {
            Long from = run.startedAt() != null
                    ? run.startedAt()
                    : spans.isEmpty() && agent.requestedAt() != null ? agent.requestedAt() : run.endedAt();
            if (from != null) {
                spans.add(new Span(from, run.endedAt() == null ? open : run.endedAt()));
            }
        }
        return spans;
    }
}
