package io.delegraph.query;

import io.delegraph.aggregates.MetricWindowMapper;
import io.delegraph.analysis.patterns.WorkflowAnalyzer;
import io.delegraph.lifecycle.LifecycleTimeouts;
import io.delegraph.lifecycle.PointInTimeView;
import io.delegraph.lifecycle.Policies;
import io.delegraph.lifecycle.SessionRows;
import io.delegraph.lifecycle.SessionView;
import io.delegraph.lifecycle.Timeline;
import io.delegraph.pricing.Prices;
import io.delegraph.schemas.graph.AgentMessage;
import io.delegraph.schemas.lifecycle.AgentDetail;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.lifecycle.Attention;
import io.delegraph.schemas.lifecycle.Hierarchy;
import io.delegraph.schemas.lifecycle.OrphanedResource;
import io.delegraph.schemas.lifecycle.SessionSummary;
import io.delegraph.schemas.lifecycle.TimelineEntry;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import io.delegraph.schemas.metrics.MetricWindow;
import io.delegraph.schemas.security.AgentActions;
import io.delegraph.schemas.security.SecurityFinding;
import io.delegraph.security.session.ActionCounter;
import io.delegraph.stream.record.Partitioning;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Queries of this instance's stores. */
public final class LocalQueries implements Queries {
    private final LocalStores stores;
    private final LocalLists lists;
    private final LocalSearch search;
    private final LifecycleTimeouts limits;
    private final Prices prices;
    private final WorkflowAnalyzer analysis;

    public LocalQueries(LocalStores stores, Policies policies) {
        this.stores = stores;
        this.limits = policies.limits();
        this.prices = policies.prices();
        this.analysis = policies.analysis();
        this.lists = new LocalLists(stores, this::view);
        this.search = new LocalSearch(stores, this::view);
    }

    @Override
    public Page<SessionSummary> sessions(SessionFilter filter, PageRequest page) {
        return lists.sessions(filter, page);
    }

    @Override
    public Page<AgentLifecycle> agents(Set<AgentState> states, PageRequest page) {
        return lists.agents(states, page);
    }

    @Override
    public SearchPage search(List<String> words, PageRequest page) {
        return search.search(words, page);
    }

    @Override
    public Attention attention(long now) {
        return new LocalAttention(stores, this::view).of(now);
    }

    @Override
    public Page<String> sessionIds(String prefix, int limit) {
        return lists.sessionIds(prefix, limit);
    }

    @Override
    public Page<MetricWindow> metrics(MetricFilter filter) {
        List<MetricWindow> windows = new ArrayList<>();
        List<Integer> missing = stores.queryEach(stores.metricPartitions(), partition -> {
            boolean all = stores.sums(partition)
                    .read(
                            filter.size(),
                            filter.grouping(),
                            filter.from(),
                            filter.to(),
                            MetricFilter.MAX_WINDOWS - windows.size(),
                            sum -> {
                                if (filter.matchesSource(sum.key().series().source())) {
                                    windows.add(MetricWindowMapper.toWindow(
                                            filter.size(),
                                            sum.key().start(),
                                            sum.key().series(),
                                            sum.sum()));
                                }
                            });
            if (!all) {
                throw MetricPageMerger.tooManyWindows();
            }
        });
        return new Page<>(windows, null, missing);
    }

    @Override
    public Page<SecurityFinding> findings(FindingFilter filter, PageRequest page) {
        return new LocalFindings(stores).page(filter, page);
    }

    @Override
    public Optional<SecurityFinding> finding(String sessionId, String findingId) {
        return Optional.ofNullable(stores.findings(partition(sessionId)).get(sessionId, findingId));
    }

    @Override
    public Optional<Hierarchy> hierarchy(String sessionId, @Nullable Long at) {
        LocalStores.SessionPartition sessions = stores.sessions(partition(sessionId));
        return known(sessions, sessionId)
                .map(rows -> at == null
                        ? complete(sessions, view(sessions, rows).hierarchy())
                        : PointInTimeView.of(at, rows, limits, prices, sessions.watermark()));
    }

    private static Hierarchy complete(LocalStores.SessionPartition sessions, Hierarchy hierarchy) {
        SessionSummary session = sessions.complete(hierarchy.session());
        List<SecurityFinding> open = session.openFindings().isEmpty()
                ? List.of()
                : sessions.findings().of(session.sessionId()).values().stream()
                        .filter(finding -> finding.state().open())
                        .toList();
        return new Hierarchy(session, hierarchy.at(), hierarchy.agents(), hierarchy.workflows(), open);
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
    public Optional<List<AgentActions>> actions(String sessionId) {
        LocalStores.SessionPartition sessions = stores.sessions(partition(sessionId));
        return known(sessions, sessionId).map(rows -> ActionCounter.actions(rows, sessions.findings()));
    }

    @Override
    public Optional<List<OrphanedResource>> orphanedResources(String sessionId) {
        return view(sessionId).map(SessionView::orphanedResources);
    }

    @Override
    public Optional<TimelinePage> events(String sessionId, TimelineFilter filter, PageRequest page) {
        TimelineEntry after = TimelineCursor.decode(page.cursor());
        return known(stores.sessions(partition(sessionId)), sessionId)
                .map(rows -> Timeline.page(rows, filter.agentId(), filter.from(), filter.to(), after, page.limit() + 1))
                .map(found -> page(found, page.limit()));
    }

    /** Makes a page from at most one entry more than its limit. */
    private static TimelinePage page(List<TimelineEntry> found, int limit) {
        return found.size() <= limit
                ? new TimelinePage(found, null)
                : new TimelinePage(found.subList(0, limit), TimelineCursor.encode(found.get(limit - 1)));
    }

    @Override
    public Optional<AgentDetail> agent(String sessionId, String agentId) {
        return view(sessionId).flatMap(view -> view.detail(agentId));
    }

    private static Optional<SessionRows> known(LocalStores.SessionPartition sessions, String sessionId) {
        SessionRows rows = sessions.rows(sessionId);
        return rows.known() ? Optional.of(rows) : Optional.empty();
    }

    private Optional<SessionView> view(String sessionId) {
        LocalStores.SessionPartition sessions = stores.sessions(partition(sessionId));
        return known(sessions, sessionId).map(rows -> view(sessions, rows));
    }

    private SessionView view(LocalStores.SessionPartition sessions, String sessionId) {
        return view(sessions, sessions.rows(sessionId));
    }

    private SessionView view(LocalStores.SessionPartition sessions, SessionRows rows) {
        return new SessionView(rows, limits, prices, sessions.watermark());
    }

    private int partition(String sessionId) {
        return Partitioning.of(sessionId, stores.totalPartitions());
    }
}
