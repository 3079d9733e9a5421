package io.delegraph.query;

import io.delegraph.query.PartitionOwners.LocalOwner;
import io.delegraph.query.PartitionOwners.NoOwner;
import io.delegraph.query.PartitionOwners.Peer;
import io.delegraph.query.PartitionOwners.RemoteOwner;
import io.delegraph.schemas.graph.AgentMessage;
import io.delegraph.schemas.lifecycle.AgentDetail;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.lifecycle.Attention;
import io.delegraph.schemas.lifecycle.Hierarchy;
import io.delegraph.schemas.lifecycle.OrphanedResource;
import io.delegraph.schemas.lifecycle.SessionSummary;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import io.delegraph.schemas.metrics.MetricWindow;
import io.delegraph.schemas.security.AgentActions;
import io.delegraph.schemas.security.SecurityFinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Queries over all instances: a query of one session goes to its owner, a list is requested from all instances and merged. An instance that
 * does not answer makes a list partial, never silently shorter.
 */
public final class FanOutQueries implements Queries {
    private static final Logger LOG = LoggerFactory.getLogger(FanOutQueries.class);
    private static final ExecutorService EXECUTOR = Executors.newVirtualThreadPerTaskExecutor();
    private static final int RETRY_SECONDS = 1;

    private final Queries local;
    private final PartitionOwners owners;
    private final Function<Peer, Queries> remote;

    FanOutQueries(Queries local, PartitionOwners owners, Function<Peer, Queries> remote) {
        this.local = local;
        this.owners = owners;
        this.remote = remote;
    }

    /**
     * Combines this instance's queries with its peers' HTTP endpoints.
     *
     * @param readToken of every instance; null when there is none
     */
    public static FanOutQueries of(Queries local, PartitionOwners owners, @Nullable String readToken) {
        return new FanOutQueries(local, owners, peer -> RemoteQueries.of(peer, readToken));
    }

    @Override
    public Page<SessionSummary> sessions(SessionFilter filter, PageRequest page) {
        return queryAllInstances(page, Cursor::of, queries -> queries.sessions(filter, page));
    }

    @Override
    public Page<AgentLifecycle> agents(Set<AgentState> states, PageRequest page) {
        return queryAllInstances(page, Cursor::of, queries -> queries.agents(states, page));
    }

    @Override
    public SearchPage search(List<String> words, PageRequest page) {
        Cursor.decode(page.cursor());
        return askAllInstances(
                queries -> queries.search(words, page), answers -> PageMerger.search(answers, page.limit()));
    }

    @Override
    public Attention attention(long now) {
        return askAllInstances(queries -> queries.attention(now), AttentionLists::merged);
    }

    @Override
    public Page<String> sessionIds(String prefix, int limit) {
        return askAllInstances(
                queries -> queries.sessionIds(prefix, limit), answers -> PageMerger.sorted(answers, limit));
    }

    @Override
    public Page<SecurityFinding> findings(FindingFilter filter, PageRequest page) {
        return filter.sessionId() == null
                ? queryAllInstances(page, Cursor::of, queries -> queries.findings(filter, page))
                : queriesOfOwner(filter.sessionId()).findings(filter, page);
    }

    @Override
    public Optional<SecurityFinding> finding(String sessionId, String findingId) {
        return queriesOfOwner(sessionId).finding(sessionId, findingId);
    }

    @Override
    public Optional<Hierarchy> hierarchy(String sessionId, @Nullable Long at) {
        return queriesOfOwner(sessionId).hierarchy(sessionId, at);
    }

    @Override
    public Optional<List<AgentMessage>> messages(String sessionId) {
        return queriesOfOwner(sessionId).messages(sessionId);
    }

    @Override
    public Optional<List<WorkflowSummary>> workflows(String sessionId) {
        return queriesOfOwner(sessionId).workflows(sessionId);
    }

    @Override
    public Optional<List<AgentActions>> actions(String sessionId) {
        return queriesOfOwner(sessionId).actions(sessionId);
    }

    @Override
    public Optional<List<OrphanedResource>> orphanedResources(String sessionId) {
        return queriesOfOwner(sessionId).orphanedResources(sessionId);
    }

    @Override
    public Optional<TimelinePage> events(String sessionId, TimelineFilter filter, PageRequest page) {
        return queriesOfOwner(sessionId).events(sessionId, filter, page);
    }

    @Override
    public Optional<AgentDetail> agent(String sessionId, String agentId) {
        return queriesOfOwner(sessionId).agent(sessionId, agentId);
    }

    @Override
    public Page<MetricWindow> metrics(MetricFilter filter) {
        return askAllInstances(queries -> queries.metrics(filter), MetricPageMerger::merged);
    }

    private Queries queriesOfOwner(String sessionId) {
        return switch (owners.ownerOf(sessionId)) {
            case LocalOwner ignored -> local;
            case RemoteOwner remoteOwner -> remote.apply(remoteOwner.peer());
            case NoOwner nobody ->
                throw new NotAvailableException(
                        "partition " + nobody.partition() + ", which has this session, is moving between instances",
                        RETRY_SECONDS);
        };
    }

    private <T> Page<T> queryAllInstances(
            PageRequest page, Function<T, Cursor> place, Function<Queries, Page<T>> question) {
        // an invalid cursor is an error of the client, not of a peer
        Cursor.decode(page.cursor());
        return askAllInstances(question, answers -> PageMerger.of(answers, page.limit(), place));
    }

    private <T> T askAllInstances(Function<Queries, T> question, Function<List<T>, T> merge) {
        List<Peer> peers = owners.peers();
        if (peers.isEmpty()) {
            return question.apply(local);
        }
        List<CompletableFuture<T>> asked = new ArrayList<>();
        for (Peer peer : peers) {
            asked.add(CompletableFuture.supplyAsync(() -> question.apply(remote.apply(peer)), EXECUTOR));
        }
        List<T> answers = new ArrayList<>();
        NotAvailableException failure = null;
        try {
            answers.add(question.apply(local));
        } catch (NotAvailableException e) {
            failure = e;
        }
        for (CompletableFuture<T> answer : asked) {
            try {
                answers.add(answer.join());
            } catch (CompletionException e) {
                failure = unanswered(e);
            }
        }
        if (answers.isEmpty()) {
            throw failure;
        }
        return merge.apply(answers);
    }

    private static NotAvailableException unanswered(CompletionException e) {
        if (e.getCause() instanceof NotAvailableException expected) {
            LOG.debug("A list is partial: {}", expected.getMessage());
            return expected;
        }
        throw e;
    }
}
