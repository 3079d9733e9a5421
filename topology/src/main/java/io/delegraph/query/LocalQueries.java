package io.delegraph.query;

import io.delegraph.lifecycle.Limits;
import io.delegraph.lifecycle.Policies;
import io.delegraph.lifecycle.Rewind;
import io.delegraph.lifecycle.SessionRows;
import io.delegraph.lifecycle.SessionView;
import io.delegraph.lifecycle.Timeline;
import io.delegraph.lifecycle.row.SessionRow;
import io.delegraph.lifecycle.row.Stamped;
import io.delegraph.patterns.Analysis;
import io.delegraph.pricing.Prices;
import io.delegraph.schemas.graph.AgentMessage;
import io.delegraph.schemas.lifecycle.AgentDetail;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.lifecycle.Hierarchy;
import io.delegraph.schemas.lifecycle.Leftover;
import io.delegraph.schemas.lifecycle.SessionSummary;
import io.delegraph.schemas.lifecycle.TimelineEntry;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import io.delegraph.schemas.metrics.MetricWindow;
import io.delegraph.stream.Partitioning;
import io.delegraph.stream.SessionIndex;
import io.delegraph.windows.MetricWindows;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.apache.kafka.streams.errors.InvalidStateStoreException;

/** Answers from this instance's stores. */
public final class LocalQueries implements Queries {
    private static final Set<AgentState> LISTED =
            EnumSet.of(AgentState.REQUESTED, AgentState.ACTIVE, AgentState.WAITING, AgentState.LOST);

    private final Stores stores;
    private final Limits limits;
    private final Prices prices;
    private final Analysis analysis;

    public LocalQueries(Stores stores, Policies policies) {
        this.stores = stores;
        this.limits = policies.limits();
        this.prices = policies.prices();
        this.analysis = policies.analysis();
    }

    @Override
    public Page<SessionSummary> sessions(SessionFilter filter, PageRequest page) {
        Cursor after = Cursor.decode(page.cursor());
        LatestFirst<SessionSummary> list = new LatestFirst<>(page.limit(), after, Cursor::of);
        // nothing that comes behind the cursor was seen in a later minute
        long latest = Math.min(
                after == null ? Long.MAX_VALUE : after.lastSeenAt(),
                filter.to() == null ? Long.MAX_VALUE : filter.to());
        return answered(list, partition -> {
            Stores.Sessions sessions = stores.sessions(partition);
            Function<String, List<SessionSummary>> matching = session -> matching(sessions, session, filter);
            if (!filter.states().isEmpty() && LISTED.containsAll(filter.states())) {
                sessions.index().agents().stream()
                        .filter(agent -> agent.agentId().equals(Forest.ROOT))
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

    /** What one row says is asked first: the others are many. */
    private List<SessionSummary> matching(Stores.Sessions sessions, String sessionId, SessionFilter filter) {
        SessionRow row = sessions.session(sessionId);
        if (row != null
                && (differs(filter.project(), Stamped.valueOf(row.project())) || differs(filter.user(), row.user()))) {
            return List.of();
        }
        SessionSummary summary = view(sessions, sessionId).summary();
        return matches(filter, summary) ? List.of(summary) : List.of();
    }

    private static boolean differs(String wanted, String value) {
        return wanted != null && !wanted.equals(value);
    }

    private static boolean matches(SessionFilter filter, SessionSummary session) {
        return (filter.states().isEmpty() || filter.states().contains(session.state()))
                && (filter.from() == null || session.lastSeenAt() >= filter.from())
                && (filter.to() == null || session.lastSeenAt() < filter.to())
                && !differs(filter.project(), session.project())
                && !differs(filter.user(), session.user());
    }

    @Override
    public Page<AgentLifecycle> agents(Set<AgentState> states, PageRequest page) {
        LatestFirst<AgentLifecycle> list = new LatestFirst<>(page.limit(), Cursor.decode(page.cursor()), Cursor::of);
        return answered(list, partition -> {
            Stores.Sessions sessions = stores.sessions(partition);
            if (LISTED.containsAll(states)) {
                sessions.index().agents().stream()
                        .filter(agent -> states.contains(agent.state()))
                        .map(SessionIndex.Agent::sessionId)
                        .distinct()
                        .forEach(session -> agents(sessions, session, states).forEach(list::add));
            } else {
                list.read(sessions.index(), Long.MAX_VALUE, 0, seen -> agents(sessions, seen.sessionId(), states));
            }
        });
    }

    private List<AgentLifecycle> agents(Stores.Sessions sessions, String sessionId, Set<AgentState> states) {
        return view(sessions, sessionId).agents().stream()
                .filter(agent -> states.contains(agent.state()))
                .toList();
    }

    @Override
    public Page<MetricWindow> metrics(MetricFilter filter) {
        List<MetricWindow> windows = new ArrayList<>();
        List<Integer> missing = missing(stores.metricPartitions(), partition -> {
            boolean all = stores.sums(partition)
                    .read(
                            filter.size(),
                            filter.grouping(),
                            filter.from(),
                            filter.to(),
                            MetricFilter.MOST - windows.size(),
                            sum -> {
                                if (filter.source() == null
                                        || filter.source()
                                                .equals(sum.place().series().source())) {
                                    windows.add(MetricWindows.of(
                                            filter.size(),
                                            sum.place().start(),
                                            sum.place().series(),
                                            sum.sum()));
                                }
                            });
            if (!all) {
                throw MetricParts.tooMuch();
            }
        });
        return new Page<>(windows, null, missing);
    }

    private <T> Page<T> answered(LatestFirst<T> list, IntConsumer partition) {
        return list.page(missing(stores.partitions(), partition));
    }

    /** Asks one partition after the other; one that cannot be asked makes the answer partial. */
    private List<Integer> missing(Set<Integer> here, IntConsumer partition) {
        List<Integer> missing = new ArrayList<>();
        for (int i = 0; i < stores.total(); i++) {
            try {
                if (here.contains(i)) {
                    partition.accept(i);
                } else {
                    missing.add(i);
                }
            } catch (NotAvailableException | InvalidStateStoreException e) {
                // it was elsewhere before, or has gone there meanwhile
                missing.add(i);
            }
        }
        return missing;
    }

    @Override
    public Optional<Hierarchy> hierarchy(String sessionId, Long at) {
        Stores.Sessions sessions = stores.sessions(partition(sessionId));
        return known(sessions, sessionId).map(rows -> {
            SessionView view = view(sessions, rows);
            List<AgentLifecycle> agents = view.agents();
            return new Hierarchy(
                    view.summary(agents),
                    at,
                    at == null ? agents : Rewind.to(at, rows, limits, prices, sessions.watermark()));
        });
    }

    @Override
    public Optional<List<WorkflowSummary>> workflows(String sessionId) {
        return view(sessionId).map(view -> view.workflows(analysis));
    }

    @Override
    public Optional<List<AgentMessage>> messages(String sessionId) {
        return view(sessionId).map(SessionView::messages);
    }

    @Override
    public Optional<List<Leftover>> leftovers(String sessionId) {
        return view(sessionId).map(SessionView::leftovers);
    }

    @Override
    public Optional<List<TimelineEntry>> events(String sessionId, TimelineFilter filter) {
        return known(stores.sessions(partition(sessionId)), sessionId)
                .map(rows -> Timeline.of(rows, filter.agentId(), filter.from(), filter.to()));
    }

    @Override
    public Optional<AgentDetail> agent(String sessionId, String agentId) {
        return view(sessionId).flatMap(view -> view.detail(agentId));
    }

    private static Optional<SessionRows> known(Stores.Sessions sessions, String sessionId) {
        SessionRows rows = sessions.rows(sessionId);
        return rows.known() ? Optional.of(rows) : Optional.empty();
    }

    private Optional<SessionView> view(String sessionId) {
        Stores.Sessions sessions = stores.sessions(partition(sessionId));
        return known(sessions, sessionId).map(rows -> view(sessions, rows));
    }

    private SessionView view(Stores.Sessions sessions, String sessionId) {
        return view(sessions, sessions.rows(sessionId));
    }

    private SessionView view(Stores.Sessions sessions, SessionRows rows) {
        return new SessionView(rows, limits, prices, sessions.watermark());
    }

    private int partition(String sessionId) {
        return Partitioning.of(sessionId, stores.total());
    }
}
