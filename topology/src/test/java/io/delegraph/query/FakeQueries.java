package io.delegraph.query;

import io.delegraph.schemas.graph.AgentMessage;
import io.delegraph.schemas.lifecycle.AgentDetail;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.lifecycle.Attention;
import io.delegraph.schemas.lifecycle.AttentionWait;
import io.delegraph.schemas.lifecycle.Hierarchy;
import io.delegraph.schemas.lifecycle.OrphanedResource;
import io.delegraph.schemas.lifecycle.SessionMatch;
import io.delegraph.schemas.lifecycle.SessionSummary;
import io.delegraph.schemas.lifecycle.TimelineEntry;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import io.delegraph.schemas.metrics.MetricWindow;
import io.delegraph.schemas.security.AgentActions;
import io.delegraph.schemas.security.SecurityFinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;

/** Answers from lists, and records the queries. */
public final class FakeQueries implements Queries {
    public final List<SessionSummary> sessions = new CopyOnWriteArrayList<>();
    public final List<AgentLifecycle> agents = new ArrayList<>();
    final List<TimelineEntry> events = new ArrayList<>();
    public final List<MetricWindow> metrics = new ArrayList<>();
    public final List<SecurityFinding> findings = new ArrayList<>();
    public final List<AgentActions> actions = new ArrayList<>();
    public volatile FindingFilter findingFilter;
    public final List<MetricFilter> metricFilters = new CopyOnWriteArrayList<>();
    public List<Integer> missing = List.of();
    public RuntimeException failure;
    public volatile SessionFilter sessionFilter;
    public volatile TimelineFilter timelineFilter;
    public volatile PageRequest timelinePage;
    public volatile Long at;
    public volatile List<String> words;
    public boolean stoppedEarly;
    public final List<AttentionWait> waits = new ArrayList<>();
    public final AtomicInteger asked = new AtomicInteger();

    /** A session with a root, a child, a grandchild and an agent without a known parent. */
    public static FakeQueries withFamily(String session) {
        FakeQueries queries = new FakeQueries();
        queries.sessions.add(SampleRecords.session(session, SampleRecords.START + 50_000));
        queries.agents.add(SampleRecords.root(session));
        queries.agents.add(SampleRecords.agent(session, "a1", "root"));
        queries.agents.add(SampleRecords.agent(session, "a2", "a1"));
        queries.agents.add(SampleRecords.unparented(session, "lost"));
        queries.findings.add(SampleRecords.finding(session, "C1", "root"));
        queries.events.add(SampleRecords.tool("a1", SampleRecords.START + 20));
        queries.waits.add(SampleRecords.wait(session, "a1", SampleRecords.START + 5));
        return queries;
    }

    @Override
    public Page<SecurityFinding> findings(FindingFilter filter, PageRequest page) {
        ask();
        findingFilter = filter;
        return new Page<>(
                findings.stream().filter(filter::matches).limit(page.limit()).toList(), null, missing);
    }

    @Override
    public Optional<SecurityFinding> finding(String sessionId, String findingId) {
        ask();
        return findings.stream()
                .filter(finding -> finding.sessionId().equals(sessionId)
                        && findingId.equals(finding.rule() + "." + finding.agentId()))
                .findFirst();
    }

    private void ask() {
        asked.incrementAndGet();
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public Page<SessionSummary> sessions(SessionFilter filter, PageRequest page) {
        ask();
        sessionFilter = filter;
        return page(
                sessions.stream()
                        .filter(session ->
                                filter.states().isEmpty() || filter.states().contains(session.state())),
                Cursor::of,
                page);
    }

    @Override
    public Page<AgentLifecycle> agents(Set<AgentState> states, PageRequest page) {
        ask();
        return page(agents.stream().filter(agent -> states.contains(agent.state())), Cursor::of, page);
    }

    /** Those whose title has every word. */
    @Override
    public SearchPage search(List<String> words, PageRequest page) {
        ask();
        this.words = words;
        Page<SessionMatch> found = page(
                sessions.stream()
                        .filter(session -> words.stream()
                                .allMatch(word ->
                                        session.title().toLowerCase(Locale.ROOT).contains(word)))
                        .map(SampleRecords::match),
                Cursor::of,
                page);
        return SearchPage.of(found, stoppedEarly);
    }

    @Override
    public Attention attention(long now) {
        ask();
        return new Attention(waits, List.of(), List.of(), new Attention.More(0, 0, 0), now, true, missing);
    }

    @Override
    public Page<String> sessionIds(String prefix, int limit) {
        ask();
        return new Page<>(
                sessions.stream()
                        .map(SessionSummary::sessionId)
                        .filter(id -> id.startsWith(prefix))
                        .sorted()
                        .limit(limit)
                        .toList(),
                null,
                missing);
    }

    private <T> Page<T> page(Stream<T> all, Function<T, Cursor> place, PageRequest page) {
        Cursor after = Cursor.decode(page.cursor());
        List<T> rest = all.filter(item -> after == null || place.apply(item).compareTo(after) > 0)
                .sorted((a, b) -> place.apply(a).compareTo(place.apply(b)))
                .toList();
        List<T> items = rest.stream().limit(page.limit()).toList();
        String next = rest.size() > items.size() ? place.apply(items.getLast()).encode() : null;
        return new Page<>(items, next, missing);
    }

    private boolean knows(String session) {
        return sessions.stream().anyMatch(summary -> summary.sessionId().equals(session));
    }

    @Override
    public Optional<Hierarchy> hierarchy(String sessionId, Long at) {
        ask();
        this.at = at;
        return sessions.stream()
                .filter(summary -> summary.sessionId().equals(sessionId))
                .findFirst()
                .map(summary -> new Hierarchy(
                        summary,
                        at,
                        agents.stream()
                                .filter(agent -> agent.sessionId().equals(sessionId))
                                .toList(),
                        List.of(SampleRecords.workflow(sessionId, "p1"))));
    }

    @Override
    public Optional<List<WorkflowSummary>> workflows(String sessionId) {
        ask();
        return knows(sessionId) ? Optional.of(List.of(SampleRecords.workflow(sessionId, "w1"))) : Optional.empty();
    }

    @Override
    public Optional<List<AgentMessage>> messages(String sessionId) {
        ask();
        return knows(sessionId)
                ? Optional.of(
                        List.of(new AgentMessage(AgentMessage.Kind.REQUEST, "root", "a1", SampleRecords.START, 120)))
                : Optional.empty();
    }

    @Override
    public Optional<List<AgentActions>> actions(String sessionId) {
        ask();
        return knows(sessionId) ? Optional.of(List.copyOf(actions)) : Optional.empty();
    }

    @Override
    public Optional<List<OrphanedResource>> orphanedResources(String sessionId) {
        ask();
        return knows(sessionId) ? Optional.of(List.of(SampleRecords.orphanedResource("a1"))) : Optional.empty();
    }

    @Override
    public Optional<TimelinePage> events(String sessionId, TimelineFilter filter, PageRequest page) {
        ask();
        timelineFilter = filter;
        timelinePage = page;
        TimelineCursor.decode(page.cursor());
        return knows(sessionId) ? Optional.of(new TimelinePage(events, null)) : Optional.empty();
    }

    @Override
    public Page<MetricWindow> metrics(MetricFilter filter) {
        ask();
        metricFilters.add(filter);
        return new Page<>(
                metrics.stream()
                        .filter(window -> window.window().equals(filter.size().wireName())
                                && window.subject()
                                        .equals(filter.grouping().subject().wireName())
                                && window.group().size()
                                        == filter.grouping().dimensions().size()
                                && filter.grouping().dimensions().stream()
                                        .allMatch(dimension -> window.group().containsKey(dimension.wireName()))
                                && window.start() >= filter.from()
                                && window.start() < filter.to()
                                && filter.matchesSource(window.source()))
                        .toList(),
                null,
                missing);
    }

    @Override
    public Optional<AgentDetail> agent(String sessionId, String agentId) {
        ask();
        return agents.stream()
                .filter(agent ->
                        agent.sessionId().equals(sessionId) && agent.agentId().equals(agentId))
                .findFirst()
                .map(SampleRecords::detail);
    }
}
