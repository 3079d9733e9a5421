package io.delegraph.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.delegraph.aggregates.Grouping;
import io.delegraph.aggregates.WindowSize;
import io.delegraph.schemas.event.Sources;
import io.delegraph.schemas.graph.AgentMessage;
import io.delegraph.schemas.lifecycle.AgentDetail;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.lifecycle.Attention;
import io.delegraph.schemas.lifecycle.Hierarchy;
import io.delegraph.schemas.lifecycle.OrphanedResource;
import io.delegraph.schemas.lifecycle.SessionMatch;
import io.delegraph.schemas.lifecycle.SessionSummary;
import io.delegraph.schemas.lifecycle.TimelineEntry;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import io.delegraph.schemas.metrics.MetricWindow;
import io.delegraph.schemas.security.AgentActions;
import io.delegraph.schemas.security.FindingState;
import io.delegraph.schemas.security.SecurityFinding;
import io.delegraph.schemas.security.Severity;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Queries about agents. Times are epoch ms.
 *
 * <p>A query of one session is answered completely or with a {@link NotAvailableException}, when its partition is elsewhere, moving or
 * restoring. Lists contain the available partitions and name the missing ones.
 */
public interface Queries {
    /** Sessions in the order of {@link Cursor}: the latest seen first. */
    Page<SessionSummary> sessions(SessionFilter filter, PageRequest page);

    /** Agents in one of {@code states} over all sessions in the order of {@link Cursor}: the latest seen first. */
    Page<AgentLifecycle> agents(Set<AgentState> states, PageRequest page);

    /**
     * Sessions in which every word is found, in the order of {@link Cursor}: the latest seen first.
     *
     * @param words in lower case
     */
    SearchPage search(List<String> words, PageRequest page);

    /**
     * What a person should look at first.
     *
     * @param now epoch ms
     */
    Attention attention(long now);

    /** The ids that begin with {@code prefix}, in their order, at most {@code limit}. */
    Page<String> sessionIds(String prefix, int limit);

    /** A session's tree, now or at the time {@code at}; empty when the session is unknown. */
    Optional<Hierarchy> hierarchy(String sessionId, @Nullable Long at);

    /** A session's workflows, oldest first; empty when the session is unknown. */
    Optional<List<WorkflowSummary>> workflows(String sessionId);

    /** The messages between the agents of a session, oldest first; empty when the session is unknown. */
    Optional<List<AgentMessage>> messages(String sessionId);

    /** Resources that outlived their agent, sorted by the end of the agent; empty when the session is unknown. */
    Optional<List<OrphanedResource>> orphanedResources(String sessionId);

    /**
     * What the agents of a session did that security rules may judge, by their ids, without those that did nothing of the kind; empty when the
     * session is unknown.
     */
    Optional<List<AgentActions>> actions(String sessionId);

    /** A page of a session's timeline, oldest first; empty when the session is unknown. */
    Optional<TimelinePage> events(String sessionId, TimelineFilter filter, PageRequest page);

    /** One agent; empty when the session or the agent is unknown. */
    Optional<AgentDetail> agent(String sessionId, String agentId);

    /**
     * Windows of the metrics in no particular order; at most {@link MetricFilter#MAX_WINDOWS}.
     *
     * @throws ResultTooLargeException when there are more
     */
    Page<MetricWindow> metrics(MetricFilter filter);

    /** Security findings in the order of {@link Cursor}, by the time at which the first of each happened, the latest first. */
    Page<SecurityFinding> findings(FindingFilter filter, PageRequest page);

    /**
     * One security finding; empty when it is unknown.
     *
     * @param findingId its part of the record's key, for example {@code C1.root}
     */
    Optional<SecurityFinding> finding(String sessionId, String findingId);

    /**
     * Selects findings.
     *
     * @param states empty for any
     * @param severity the least; null for any
     * @param rules ids; empty for any
     * @param sessionId null for any
     * @param agentId null for any
     * @param project exact; null for any
     * @param source exact; null for any
     * @param from happened at or after; null for any
     * @param to happened before; null for any
     */
    @RecordBuilder
    record FindingFilter(
            Set<FindingState> states,
            @Nullable Severity severity,
            @Nullable Severity maxSeverity,
            Set<String> rules,
            @Nullable String sessionId,
            @Nullable String agentId,
            @Nullable String agentType,
            @Nullable String project,
            @Nullable String source,
            @Nullable Long from,
            @Nullable Long to) {
        public FindingFilter {
            states = Set.copyOf(states);
            rules = Set.copyOf(rules);
        }

        public static QueriesFindingFilterBuilder builder() {
            return QueriesFindingFilterBuilder.builder();
        }

        /** Whether a finding is selected. */
        public boolean matches(SecurityFinding finding) {
            return (states.isEmpty() || states.contains(finding.state()))
                    && (severity == null || finding.severity().compareTo(severity) >= 0)
                    && (maxSeverity == null || finding.severity().compareTo(maxSeverity) <= 0)
                    && (rules.isEmpty() || rules.contains(finding.rule()))
                    && (sessionId == null || sessionId.equals(finding.sessionId()))
                    && (agentId == null || agentId.equals(finding.agentId()))
                    && (agentType == null || agentType.equals(finding.agentType()))
                    && (project == null || project.equals(finding.project()))
                    && (source == null || Sources.matches(source, finding.source()))
                    && (from == null || finding.at() >= from)
                    && (to == null || finding.at() < to);
        }
    }

    /**
     * Selects windows.
     *
     * @param from minimum start
     * @param to maximum start, exclusive
     * @param source as the client or as the metrics name it; null for any
     */
    record MetricFilter(
            WindowSize size,
            Grouping grouping,
            long from,
            long to,
            @Nullable String source) {
        /** Maximum windows of one response, which are a few megabytes. */
        public static final int MAX_WINDOWS = 10_000;

        public boolean matchesSource(String other) {
            return source == null || Sources.matches(source, other);
        }
    }

    /**
     * Selects sessions.
     *
     * @param states of the root; empty for any
     * @param from last seen at or after; null for any
     * @param to last seen before; null for any
     * @param project exact; null for any
     * @param user exact; null for any
     */
    record SessionFilter(
            Set<AgentState> states,
            @Nullable Long from,
            @Nullable Long to,
            @Nullable String project,
            @Nullable String user) {
        public static final SessionFilter ANY = new SessionFilter(Set.of(), null, null, null, null);

        public SessionFilter {
            states = Set.copyOf(states);
        }
    }

    /**
     * Selects a part of a timeline.
     *
     * @param agentId null for every agent
     * @param from entries that end at or after; null for any
     * @param to entries that begin before; null for any
     */
    record TimelineFilter(
            @Nullable String agentId,
            @Nullable Long from,
            @Nullable Long to) {
        public static final TimelineFilter ANY = new TimelineFilter(null, null, null);
    }

    /**
     * A page of a session's timeline.
     *
     * @param next cursor of the next page; null on the last one
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record TimelinePage(List<TimelineEntry> items, @Nullable String next) {
        public TimelinePage {
            items = List.copyOf(items);
        }
    }

    /**
     * One page of a list.
     *
     * @param limit 1 to 1000
     * @param cursor {@link Page#next()} of the previous page; null for the first
     */
    record PageRequest(int limit, @Nullable String cursor) {}

    /**
     * One page of a list with its cursor.
     *
     * @param next cursor of the next page; null on the last one
     * @param missingPartitions every partition of the topic whose sessions are not in the answer, because it was unavailable or is not on
     * this instance; when not empty the answer is partial
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Page<T>(List<T> items, @Nullable String next, List<Integer> missingPartitions) {
        public Page {
            items = List.copyOf(items);
            missingPartitions = List.copyOf(missingPartitions);
        }
    }

    /**
     * A page of a search.
     *
     * @param next cursor of the next page; null on the last one
     * @param missingPartitions as in {@link Page}
     * @param stoppedEarly whether so many sessions were looked through that the search stopped before the page was full; {@code next} goes on
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record SearchPage(
            List<SessionMatch> items, @Nullable String next, List<Integer> missingPartitions, boolean stoppedEarly) {
        public SearchPage {
            items = List.copyOf(items);
            missingPartitions = List.copyOf(missingPartitions);
        }

        static SearchPage of(Page<SessionMatch> page, boolean stoppedEarly) {
            return new SearchPage(
                    page.items(), page.next(), page.missingPartitions(), stoppedEarly && page.next() != null);
        }
    }

    /** The cursor was not issued by this service. */
    final class InvalidCursorException extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;
        private final String cursor;

        public InvalidCursorException(String cursor) {
            super("not a cursor of this service: " + cursor);
            this.cursor = cursor;
        }

        public String cursor() {
            return cursor;
        }
    }

    /** The answer would be too long; the message says how to narrow the query. */
    final class ResultTooLargeException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public ResultTooLargeException(String message) {
            super(message);
        }
    }

    /** The session's partition is unavailable now; try again in {@link #retryAfterSeconds()}. */
    final class NotAvailableException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int retryAfterSeconds;

        public NotAvailableException(String message, int retryAfterSeconds) {
            super(message);
            this.retryAfterSeconds = retryAfterSeconds;
        }

        public int retryAfterSeconds() {
            return retryAfterSeconds;
        }
    }
}
