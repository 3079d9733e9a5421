package io.delegraph.query;

import io.delegraph.lifecycle.Limits;
import io.delegraph.lifecycle.Policies;
import io.delegraph.lifecycle.Rewind;
import io.delegraph.lifecycle.SessionRows;
import io.delegraph.lifecycle.SessionView;
import io.delegraph.lifecycle.Timeline;
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
import java.util.function.IntConsumer;

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
        SessionIndex.Seen from =
                after == null ? null : new SessionIndex.Seen(SessionIndex.minute(after.lastSeenAt()) + 1, "");
        return answered(
                list,
                partition -> list.read(stores.index(partition), from, seen -> {
                    SessionSummary summary = view(partition, seen.sessionId()).summary();
                    return matches(filter, summary) ? List.of(summary) : List.of();
                }));
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
        LatestFirst<AgentLifecycle> list = new LatestFirst<>(page.limit(), Cursor.decode(page.cursor()), Cursor::of);
        return answered(list, partition -> {
            if (LISTED.containsAll(states)) {
                stores.index(partition).agents().stream()
                        .filter(agent -> states.contains(agent.state()))
                        .map(SessionIndex.Agent::sessionId)
                        .distinct()
                        .forEach(session -> agents(partition, session, states).forEach(list::add));
            } else {
                list.read(stores.index(partition), null, seen -> agents(partition, seen.sessionId(), states));
            }
        });
    }

    private List<AgentLifecycle> agents(int partition, String sessionId, Set<AgentState> states) {
        return view(partition, sessionId).agents().stream()
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
            } catch (NotAvailableException e) {
                missing.add(i);
            }
        }
        return missing;
    }

    @Override
    public Optional<Hierarchy> hierarchy(String sessionId, Long at) {
        return rows(sessionId).map(rows -> {
            long watermark = watermark(sessionId);
            SessionSummary session = new SessionView(rows, limits, prices, watermark).summary();
            return at == null
                    ? new Hierarchy(session, null, new SessionView(rows, limits, prices, watermark).agents())
                    : new Hierarchy(session, at, Rewind.to(at, rows, limits, prices, watermark));
        });
    }

    @Override
    public Optional<List<WorkflowSummary>> workflows(String sessionId) {
        return rows(sessionId)
                .map(rows -> new SessionView(rows, limits, prices, watermark(sessionId)).workflows(analysis));
    }

    @Override
    public Optional<List<AgentMessage>> messages(String sessionId) {
        return rows(sessionId).map(rows -> new SessionView(rows, limits, prices, watermark(sessionId)).messages());
    }

    @Override
    public Optional<List<Leftover>> leftovers(String sessionId) {
        return rows(sessionId).map(rows -> new SessionView(rows, limits, prices, watermark(sessionId)).leftovers());
    }

    @Override
    public Optional<List<TimelineEntry>> events(String sessionId, TimelineFilter filter) {
        return rows(sessionId).map(rows -> Timeline.of(rows, filter.agentId(), filter.from(), filter.to()));
    }

    @Override
    public Optional<AgentDetail> agent(String sessionId, String agentId) {
        return rows(sessionId)
                .flatMap(rows -> new SessionView(rows, limits, prices, watermark(sessionId)).detail(agentId));
    }

    private Optional<SessionRows> rows(String sessionId) {
        SessionRows rows = stores.rows(partition(sessionId), sessionId);
        return rows.known() ? Optional.of(rows) : Optional.empty();
    }

    private SessionView view(int partition, String sessionId) {
        return new SessionView(
                stores.rows(partition, sessionId),
                limits,
                prices,
                stores.index(partition).watermark());
    }

    private long watermark(String sessionId) {
        return stores.index(partition(sessionId)).watermark();
    }

    private int partition(String sessionId) {
        return Partitioning.of(sessionId, stores.total());
    }
}
