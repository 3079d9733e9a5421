package io.delegraph.stream.link;

import io.delegraph.stream.record.ClientSeen;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Finds the session of a teammate that works in one of its own. No event names it: on one host, in one project, requests for teammates are
 * matched with sessions that were given a task by a lead, in the order of their times, when these are close to each other. Each report of a
 * session replaces its previous one, and a match that no longer holds is withdrawn.
 */
final class TeammateMatcher {
    /** A session may begin shortly before the hook of the requesting call has fired, or take long to open. */
    private static final long MAX_TIME_DIFFERENCE_MS = Duration.ofMinutes(2).toMillis();

    private final TeamEventStore events;

    TeammateMatcher(KeyValueStore<Bytes, byte[]> store) {
        this.events = new TeamEventStore(store);
    }

    /** A teammate's request and its session. */
    record TeammateMatch(String leadSession, String toolUseId, String session, long at) {
        boolean same(@Nullable TeammateMatch other) {
            return other != null && leadSession.equals(other.leadSession) && toolUseId.equals(other.toolUseId);
        }
    }

    /**
     * A match to be sent, or to be withdrawn.
     *
     * @param revision greater than any previous one of that session
     * @param withdrawn whether the match no longer holds
     */
    record MatchChange(TeammateMatch match, long revision, boolean withdrawn) {}

    /** Applies a session's report about its team at a time, epoch ms; returns the changes, withdrawals first. */
    List<MatchChange> update(String host, ClientSeen seen, long now) {
        events.replace(host, seen);
        Map<String, TeammateMatch> found = new TreeMap<>();
        events.events(host)
                .values()
                .forEach(reported -> matchInProject(reported).forEach(match -> found.put(match.session(), match)));
        Map<String, TeamEventStore.SentMatch> sent = events.sentMatches(host);
        List<MatchChange> withdrawn = new ArrayList<>();
        List<MatchChange> changes = new ArrayList<>();
        Set<String> sessions = new HashSet<>(found.keySet());
        sessions.addAll(sent.keySet());
        for (String session : sessions) {
            TeammateMatch match = found.get(session);
            TeamEventStore.SentMatch before = sent.get(session);
            TeammateMatch old = before == null ? null : before.match();
            if (match == null ? old == null : match.same(old)) {
                continue;
            }
            long revision = before == null ? now : Math.max(now, before.revision() + 1);
            if (old != null) {
                withdrawn.add(new MatchChange(old, revision, true));
            }
            if (match != null) {
                changes.add(new MatchChange(match, revision, false));
            }
            events.recordSent(host, session, new TeamEventStore.SentMatch(match, revision));
        }
        withdrawn.addAll(changes);
        return withdrawn;
    }

    /** The matches within one project. */
    private static List<TeammateMatch> matchInProject(List<TeamEventStore.TeamEvent> all) {
        List<TeamEventStore.TeamEvent> requests = new ArrayList<>();
        List<TeamEventStore.TeamEvent> sessions = new ArrayList<>();
        all.forEach(event -> (event.toolUseId().isEmpty() ? sessions : requests).add(event));
        requests.sort(Comparator.naturalOrder());
        sessions.sort(Comparator.naturalOrder());
        List<TeammateMatch> matches = new ArrayList<>();
        for (TeamEventStore.TeamEvent session : sessions) {
            requests.stream()
                    .filter(request -> Math.abs(request.at() - session.at()) <= MAX_TIME_DIFFERENCE_MS
                            && !request.session().equals(session.session()))
                    .findFirst()
                    .ifPresent(request -> {
                        requests.remove(request);
                        matches.add(new TeammateMatch(
                                request.session(), request.toolUseId(), session.session(), session.at()));
                    });
        }
        return matches;
    }

    /** Deletes reports from before this time, epoch ms. */
    void expire(long before) {
        events.expire(before);
    }
}
