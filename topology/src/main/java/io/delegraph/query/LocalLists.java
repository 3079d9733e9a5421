package io.delegraph.query;

import io.delegraph.lifecycle.SessionView;
import io.delegraph.lifecycle.row.SessionRow;
import io.delegraph.lifecycle.row.Timestamped;
import io.delegraph.schemas.AgentId;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.lifecycle.SessionSummary;
import io.delegraph.stream.core.SessionIndex;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Lists over all sessions of this instance: live and lost agents from the index, everything else from one session after the other. */
final class LocalLists {
    private static final Set<AgentState> INDEXED_STATES =
            EnumSet.of(AgentState.REQUESTED, AgentState.ACTIVE, AgentState.WAITING, AgentState.LOST);

    private final LocalStores stores;
    private final BiFunction<LocalStores.SessionPartition, String, SessionView> views;

    /** {@code views} gives the view of one session. */
    LocalLists(LocalStores stores, BiFunction<LocalStores.SessionPartition, String, SessionView> views) {
        this.stores = stores;
        this.views = views;
    }

    Queries.Page<SessionSummary> sessions(Queries.SessionFilter filter, Queries.PageRequest page) {
        Cursor after = Cursor.decode(page.cursor());
        PageCollector<SessionSummary> list =
                new PageCollector<>(page.limit(), after, Cursor::of, PageCollector.MAX_SCANNED_SESSIONS);
        // nothing behind the cursor was seen in a later minute
        long latest = Math.min(
                after == null ? Long.MAX_VALUE : after.lastSeenAt(),
                filter.to() == null ? Long.MAX_VALUE : filter.to());
        return collect(list, partition -> {
            LocalStores.SessionPartition sessions = stores.sessions(partition);
            Function<String, List<SessionSummary>> matching = session -> matching(sessions, session, filter);
            if (!filter.states().isEmpty() && INDEXED_STATES.containsAll(filter.states())) {
                sessions.index().agents().stream()
                        .filter(agent -> agent.agentId().equals(AgentId.ROOT))
                        .forEach(root -> matching.apply(root.sessionId()).forEach(list::add));
            } else {
                list.read(
                        sessions.index(),
                        latest,
                        filter.from() == null ? 0 : filter.from(),
                        seen -> matching.apply(seen.sessionId()));
            }
        });
    }

    /** Filters by one row first where possible, because reading a whole session costs many more. */
    private List<SessionSummary> matching(
            LocalStores.SessionPartition sessions, String sessionId, Queries.SessionFilter filter) {
        SessionRow row = sessions.session(sessionId);
        if (row != null
                && (differs(filter.project(), Timestamped.valueOf(row.project()))
                        || differs(filter.user(), row.user()))) {
            return List.of();
        }
        SessionSummary summary = views.apply(sessions, sessionId).summary();
        return matches(filter, summary) ? List.of(sessions.complete(summary)) : List.of();
    }

    private static boolean differs(@Nullable String wanted, @Nullable String value) {
        return wanted != null && !wanted.equals(value);
    }

    private static boolean matches(Queries.SessionFilter filter, SessionSummary session) {
        return (filter.states().isEmpty() || filter.states().contains(session.state()))
                && (filter.from() == null || session.lastSeenAt() >= filter.from())
                && (filter.to() == null || session.lastSeenAt() < filter.to())
                && !differs(filter.project(), session.project())
                && !differs(filter.user(), session.user());
    }

    Queries.Page<AgentLifecycle> agents(Set<AgentState> states, Queries.PageRequest page) {
        PageCollector<AgentLifecycle> list = new PageCollector<>(
                page.limit(), Cursor.decode(page.cursor()), Cursor::of, PageCollector.MAX_SCANNED_SESSIONS);
        return collect(list, partition -> {
            LocalStores.SessionPartition sessions = stores.sessions(partition);
            if (INDEXED_STATES.containsAll(states)) {
                sessions.index().agents().stream()
                        .filter(agent -> states.contains(agent.state()))
                        .map(SessionIndex.ListedAgent::sessionId)
                        .distinct()
                        .forEach(session -> agents(sessions, session, states).forEach(list::add));
            } else {
                list.read(sessions.index(), Long.MAX_VALUE, 0, seen -> agents(sessions, seen.sessionId(), states));
            }
        });
    }

    Queries.Page<String> sessionIds(String prefix, int limit) {
        SortedSet<String> ids = new TreeSet<>();
        List<Integer> missing = stores.queryEach(
                stores.partitions(),
                partition -> ids.addAll(stores.sessions(partition).index().startingWith(prefix, limit)));
        return new Queries.Page<>(ids.stream().limit(limit).toList(), null, missing);
    }

    private List<AgentLifecycle> agents(
            LocalStores.SessionPartition sessions, String sessionId, Set<AgentState> states) {
        return views.apply(sessions, sessionId).agents().stream()
                .filter(agent -> states.contains(agent.state()))
                .toList();
    }

    private <T> Queries.Page<T> collect(PageCollector<T> list, IntConsumer partition) {
        return list.page(stores.queryEach(stores.partitions(), partition));
    }
}
