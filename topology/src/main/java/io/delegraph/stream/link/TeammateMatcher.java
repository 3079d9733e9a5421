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
 * Which session a teammate works in that got one of its own. Nothing names it: on one host, in one project, the requests for teammates and
 * the sessions that a lead gave their task are matched in the order of their times, where these lie close to each other. Every word of a
 * session stands for what it said before, and a match that is none any more is taken back.
 */
final class TeammateMatcher {
    /** A session may begin a moment before the hook of the call that asked for it has fired, or take long to open. */
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
     * Something to be sent of a match.
     *
     * @param revision greater than any before for that session
     * @param withdrawn whether it is none any more
     */
    record MatchChange(TeammateMatch match, long revision, boolean withdrawn) {}

    /** Takes note of what a session says of its team now, epoch ms; returns what changes by that, first what is taken back. */
    List<MatchChange> update(String host, ClientSeen seen, long now) {
        events.replace(host, seen);
        Map<String, TeammateMatch> found = new TreeMap<>();
        events.events(host)
                .values()
                .forEach(said -> matchInProject(said).forEach(match -> found.put(match.session(), match)));
        Map<String, TeamEventStore.SentMatch> told = events.sentMatches(host);
        List<MatchChange> withdrawn = new ArrayList<>();
        List<MatchChange> changes = new ArrayList<>();
        Set<String> sessions = new HashSet<>(found.keySet());
        sessions.addAll(told.keySet());
        for (String session : sessions) {
            TeammateMatch match = found.get(session);
            TeamEventStore.SentMatch before = told.get(session);
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

    /** Of what was said in one project. */
    private static List<TeammateMatch> matchInProject(List<TeamEventStore.TeamEvent> all) {
        List<TeamEventStore.TeamEvent> requests = new ArrayList<>();
        List<TeamEventStore.TeamEvent> sessions = new ArrayList<>();
        all.forEach(said -> (said.toolUseId().isEmpty() ? sessions : requests).add(said));
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

    /** Deletes what happened before then, epoch ms. */
    void expire(long before) {
        events.expire(before);
    }
}
