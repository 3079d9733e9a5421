package io.delegraph.query;

import io.delegraph.lifecycle.Limits;
import io.delegraph.lifecycle.Rewind;
import io.delegraph.lifecycle.SessionRows;
import io.delegraph.lifecycle.SessionView;
import io.delegraph.lifecycle.Timeline;
import io.delegraph.schemas.lifecycle.AgentDetail;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.lifecycle.Hierarchy;
import io.delegraph.schemas.lifecycle.SessionSummary;
import io.delegraph.schemas.lifecycle.TimelineEntry;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import io.delegraph.stream.Partitioning;
import io.delegraph.stream.SessionIndex;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Answers from this instance's stores. */
public final class LocalQueries implements Queries {
    /** Sessions that one answer looks through at most: a filter that fits nothing must not read a month. */
    private static final int LOOKED_THROUGH = 20_000;

    private static final int AT_ONCE = 200;
    private static final Set<AgentState> LISTED =
            EnumSet.of(AgentState.REQUESTED, AgentState.ACTIVE, AgentState.WAITING, AgentState.LOST);

    private final Stores stores;
    private final Limits limits;

    public LocalQueries(Stores stores, Limits limits) {
        this.stores = stores;
        this.limits = limits;
    }

    @Override
    public Page<SessionSummary> sessions(SessionFilter filter, PageRequest page) {
        return listed(page, Cursor::of, (partition, seen) -> {
            SessionSummary summary = view(partition, seen.sessionId()).summary();
            return matches(filter, summary) ? List.of(summary) : List.of();
        });
    }

    private static boolean matches(SessionFilter filter, SessionSummary session) {
        return (filter.states().isEmpty() || filter.states().contains(session.state()))
                && (filter.from() == null || session.lastSeenAt() >= filter.from())
                && (filter.to() == null || session.lastSeenAt() < filter.to())
                && (filter.project() == null || filter.project().equals(session.project()))
                && (filter.user() == null || filter.user().equals(session.user()));
    }

    @Override
    public Page<AgentLifecycle> agents(Set<AgentState> states, PageRequest page) {
        if (!LISTED.containsAll(states)) {
            return listed(
                    page,
                    Cursor::of,
                    (partition, seen) -> view(partition, seen.sessionId()).agents().stream()
                            .filter(agent -> states.contains(agent.state()))
                            .toList());
        }
        List<AgentLifecycle> agents = new ArrayList<>();
        for (int partition : stores.partitions()) {
            stores.index(partition).agents().stream()
                    .map(SessionIndex.Agent::sessionId)
                    .distinct()
                    .forEach(session -> view(partition, session).agents().stream()
                            .filter(agent -> states.contains(agent.state()))
                            .forEach(agents::add));
        }
        return cut(agents, Cursor::of, page);
    }

    private interface Reader<T> {
        List<T> read(int partition, SessionIndex.Seen seen);
    }

    /** Reads each partition's sessions, the latest seen first, until the page is full with what cannot be overtaken any more. */
    private <T> Page<T> listed(PageRequest page, Function<T, Cursor> place, Reader<T> reader) {
        Cursor after = Cursor.decode(page.cursor());
        List<T> found = new ArrayList<>();
        for (int partition : stores.partitions()) {
            SessionIndex index = stores.index(partition);
            SessionIndex.Seen from =
                    after == null ? null : new SessionIndex.Seen(SessionIndex.minute(after.lastSeenAt()) + 1, "");
            int enough = 0;
            int looked = 0;
            long enoughMinute = Long.MIN_VALUE;
            List<SessionIndex.Seen> next = index.latest(from, AT_ONCE);
            reading:
            while (!next.isEmpty() && looked < LOOKED_THROUGH) {
                for (SessionIndex.Seen seen : next) {
                    // everything of the minute in which the page became full may still come before its last item
                    if (enough > page.limit() && seen.minute() < enoughMinute) {
                        break reading;
                    }
                    looked++;
                    for (T item : reader.read(partition, seen)) {
                        if (after == null || place.apply(item).compareTo(after) > 0) {
                            found.add(item);
                            if (++enough == page.limit() + 1) {
                                enoughMinute = seen.minute();
                            }
                        }
                    }
                }
                next = index.latest(next.getLast(), AT_ONCE);
            }
        }
        return cut(found, place, page);
    }

    private <T> Page<T> cut(List<T> found, Function<T, Cursor> place, PageRequest page) {
        Cursor after = Cursor.decode(page.cursor());
        List<T> behind = found.stream()
                .filter(item -> after == null || place.apply(item).compareTo(after) > 0)
                .sorted(Comparator.comparing(place))
                .toList();
        List<T> items = behind.subList(0, Math.min(page.limit(), behind.size()));
        String next =
                items.size() < behind.size() ? place.apply(items.getLast()).encode() : null;
        return new Page<>(items, next, stores.missing());
    }

    @Override
    public Optional<Hierarchy> hierarchy(String sessionId, Long at) {
        return rows(sessionId).map(rows -> {
            long watermark = watermark(sessionId);
            SessionSummary session = new SessionView(rows, limits, watermark).summary();
            return at == null
                    ? new Hierarchy(session, null, new SessionView(rows, limits, watermark).agents())
                    : new Hierarchy(session, at, Rewind.to(at, rows, limits, watermark));
        });
    }

    @Override
    public Optional<List<WorkflowSummary>> workflows(String sessionId) {
        return rows(sessionId).map(rows -> new SessionView(rows, limits, watermark(sessionId)).workflows());
    }

    @Override
    public Optional<List<TimelineEntry>> events(String sessionId, TimelineFilter filter) {
        return rows(sessionId).map(rows -> Timeline.of(rows, filter.agentId(), filter.from(), filter.to()));
    }

    @Override
    public Optional<AgentDetail> agent(String sessionId, String agentId) {
        return rows(sessionId).flatMap(rows -> new SessionView(rows, limits, watermark(sessionId)).detail(agentId));
    }

    private Optional<SessionRows> rows(String sessionId) {
        SessionRows rows = stores.rows(partition(sessionId), sessionId);
        return rows.known() ? Optional.of(rows) : Optional.empty();
    }

    private SessionView view(int partition, String sessionId) {
        return new SessionView(
                stores.rows(partition, sessionId),
                limits,
                stores.index(partition).watermark());
    }

    private long watermark(String sessionId) {
        return stores.index(partition(sessionId)).watermark();
    }

    private int partition(String sessionId) {
        return Partitioning.of(sessionId, stores.total());
    }
}
