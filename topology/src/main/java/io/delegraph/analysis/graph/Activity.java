package io.delegraph.analysis.graph;

import java.util.List;

/**
 * What an agent did during its runs; the three parts do not overlap and add up to its runs within the workflow.
 *
 * @param work times of its own work
 * @param waiting times of waiting for its children
 * @param person times of waiting for a person's permission
 */
public record Activity(List<TimeRange> work, List<TimeRange> waiting, List<TimeRange> person) {
    public Activity {
        work = List.copyOf(work);
        waiting = List.copyOf(waiting);
        person = List.copyOf(person);
    }

    /** The activity of one agent. */
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

    /** The time in which its parent waits for it: from the request, or the start of waiting, to the answer, else to its end. */
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
