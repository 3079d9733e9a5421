package io.delegraph.graph;

import io.delegraph.graph.Schedule.Moment;
import io.delegraph.schemas.graph.Segment;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Puts a schedule together:
 *
 * <pre>
 * parent ──work──► request ─ ─ ─ ─ waits ─ ─ ─ ─► answer ──work──►
 *                     └─handover─► start ──work──► end ─handover─┘
 * </pre>
 */
final class ScheduleBuilder {
    private final Episode episode;
    private final Map<String, Activity> activities;
    /** Every agent's runs within the episode, in time order and apart from each other. */
    private final Map<String, List<Span>> runs = new HashMap<>();

    private final ScheduleDraft draft;

    ScheduleBuilder(Episode episode, Map<String, Activity> activities) {
        this.episode = episode;
        this.activities = activities;
        Map<String, NavigableSet<Long>> cuts = new LinkedHashMap<>();
        for (Work work : episode.works()) {
            runs.put(work.agentId(), Span.merged(work.runs(), episode.span()));
            cuts.put(work.agentId(), cuts(work));
        }
        this.draft = new ScheduleDraft(episode.span(), cuts);
    }

    Schedule build() {
        episode.works().forEach(this::stretches);
        episode.works().forEach(this::asked);
        episode.works().forEach(this::answered);
        episode.works().forEach(work -> new Restarts(work, episode, draft).join(runs.get(work.agentId())));
        return draft.schedule();
    }

    /** An agent's runs, cut where something passes between it and another, or it begins or ceases to work. */
    private void stretches(Work work) {
        for (Span run : runs.get(work.agentId())) {
            Moment before = null;
            for (Moment moment : draft.within(work.agentId(), run)) {
                if (before != null) {
                    between(work.agentId(), before, moment);
                }
                before = moment;
            }
        }
    }

    /** Where its runs are cut; what lies outside of them is no moment of it. */
    private NavigableSet<Long> cuts(Work work) {
        NavigableSet<Long> cuts = new TreeSet<>();
        Activity activity = activities.get(work.agentId());
        Stream.of(runs.get(work.agentId()), work.runs(), activity.work(), activity.waiting(), activity.person())
                .flatMap(List::stream)
                .forEach(span -> cuts.addAll(List.of(span.from(), span.to())));
        for (Work child : episode.children(work.agentId())) {
            child.runs().forEach(run -> cuts.add(run.from()));
            cuts.add(Activity.awaited(child).to());
            cuts.add(child.span().from());
            cuts.addAll(child.resumes());
        }
        cuts.add(Activity.awaited(work).to());
        NavigableSet<Long> inside = new TreeSet<>();
        runs.get(work.agentId()).forEach(run -> inside.addAll(cuts.subSet(run.from(), true, run.to(), true)));
        return inside;
    }

    private void between(String agentId, Moment from, Moment to) {
        Span span = new Span(from.at(), to.at());
        Activity activity = activities.get(agentId);
        if (Span.covers(activity.work(), span)) {
            draft.join(from, to, agentId, Segment.Kind.WORK, span.length());
        } else if (Span.covers(activity.person(), span)) {
            draft.join(from, to, agentId, Segment.Kind.PERSON, span.length());
        } else {
            draft.join(from, to, null, null, 0);
        }
    }

    /** From the parent's requests to the runs; a run whose request was not seen, or seen after it, was asked for when it began. */
    private void asked(Work work) {
        if (work.parentId() == null || work.runs().isEmpty()) {
            return;
        }
        asked(work, work.requestedAt() == null ? work.from() : work.requestedAt(), work.from());
        boolean all = work.resumes().size() + 1 == work.runs().size();
        for (int i = 0; i < work.resumes().size(); i++) {
            long at = work.resumes().get(i);
            if (all) {
                asked(work, at, work.runs().get(i + 1).from());
            } else {
                work.runs().stream()
                        .skip(1)
                        .map(Span::from)
                        .filter(from -> from >= at)
                        .findFirst()
                        .ifPresent(from -> asked(work, at, from));
            }
        }
    }

    private void asked(Work work, long asked, long began) {
        draft.handover(
                draft.at(work.parentId(), Math.min(asked, began)), draft.at(work.agentId(), began), work.agentId());
    }

    /** From the end of what was waited for to the parent's going on; an end that was seen after that was not later than it. */
    private void answered(Work work) {
        if (work.parentId() != null && work.awaited() && !work.runs().isEmpty()) {
            long answered = Activity.awaited(work).to();
            long ended = Math.min(work.runs().getFirst().to(), answered);
            draft.handover(draft.at(work.agentId(), ended), draft.at(work.parentId(), answered), work.agentId());
        }
    }
}
