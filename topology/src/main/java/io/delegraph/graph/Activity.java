package io.delegraph.graph;

import java.util.List;

/**
 * What an agent's runs were spent with; the three share no moment and together are its runs within the episode.
 *
 * @param work at work itself
 * @param waiting for its children
 * @param person for a person's permission
 */
public record Activity(List<Span> work, List<Span> waiting, List<Span> person) {
    public Activity {
        work = List.copyOf(work);
        waiting = List.copyOf(waiting);
        person = List.copyOf(person);
    }

    /** Of one agent of the episode. */
    public static Activity of(Work work, Episode episode) {
        List<Span> runs = Span.union(Span.within(work.runs(), episode.span()));
        List<Span> children = Span.union(episode.children(work.agentId()).stream()
                .filter(Work::awaited)
                .map(Activity::awaited)
                .toList());
        List<Span> person = Span.minus(Span.union(work.personWaits()), children);
        List<Span> working = Span.minus(Span.minus(runs, children), person);
        return new Activity(
                working, Span.minus(runs, Span.minus(runs, children)), Span.minus(runs, Span.minus(runs, person)));
    }

    /** While its parent stands still for it: from the request, or when it began to wait, to the answer, else to its end. */
    static Span awaited(Work child) {
        long from = child.awaitedFrom() != null
                ? child.awaitedFrom()
                : child.requestedAt() == null ? child.from() : child.requestedAt();
        return new Span(from, child.answeredAt() == null ? child.span().to() : Math.max(child.answeredAt(), from));
    }

    public long workMs() {
        return Span.total(work);
    }

    public long waitingMs() {
        return Span.total(waiting);
    }

    public long personMs() {
        return Span.total(person);
    }
}
