package io.delegraph.analysis.graph;

import java.util.List;

/**
 * What an agent's runs were spent with; the three share no moment and together are its runs within the episode.
 *
 * @param work at work itself
 * @param waiting for its children
 * @param person for a person's permission
 */
public record Activity(List<TimeRange> work, List<TimeRange> waiting, List<TimeRange> person) {
    public Activity {
        work = List.copyOf(work);
        waiting = List.copyOf(waiting);
        person = List.copyOf(person);
    }

    /** Of one agent of the episode. */
    public static Activity of(AgentExecution agent, WorkflowExecution execution) {
        List<TimeRange> runs = TimeRange.union(TimeRange.clip(agent.runs(), execution.span()));
        List<TimeRange> children = TimeRange.union(execution.children(agent.agentId()).stream()
                .filter(AgentExecution::awaited)
                .map(Activity::awaitedRange)
                .toList());
        List<TimeRange> person = TimeRange.subtract(TimeRange.union(agent.personWaits()), children);
        List<TimeRange> working = TimeRange.subtract(TimeRange.subtract(runs, children), person);
        return new Activity(
                working,
                TimeRange.subtract(runs, TimeRange.subtract(runs, children)),
                TimeRange.subtract(runs, TimeRange.subtract(runs, person)));
    }

    /** While its parent stands still for it: from the request, or when it began to wait, to the answer, else to its end. */
    static TimeRange awaitedRange(AgentExecution child) {
        long from = child.awaitedFrom() != null
                ? child.awaitedFrom()
                : child.requestedAt() == null ? child.from() : child.requestedAt();
        return new TimeRange(
                from, child.answeredAt() == null ? child.firstRunRange().to() : Math.max(child.answeredAt(), from));
    }

    public long workMs() {
        return TimeRange.totalMs(work);
    }

    public long waitingMs() {
        return TimeRange.totalMs(waiting);
    }

    public long personMs() {
        return TimeRange.totalMs(person);
    }
}
