package io.delegraph.stream;

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

/**
 * Which session a teammate works in that got one of its own. Nothing names it: on one host, in one project, the requests for teammates and
 * the sessions that a lead gave their task are matched in the order of their times, where these lie close to each other. Every word of a
 * session stands for what it said before, and a match that is none any more is taken back.
 */
final class TeamSessions {
    /** A session may begin a moment before the hook of the call that asked for it has fired, or take long to open. */
    private static final long CLOSE = Duration.ofMinutes(2).toMillis();

    private final TeamNotes notes;

    TeamSessions(KeyValueStore<Bytes, byte[]> store) {
        this.notes = new TeamNotes(store);
    }

    /** A teammate's request and its session. */
    record Match(String leadSession, String toolUseId, String session, long at) {
        boolean same(Match other) {
            return other != null && leadSession.equals(other.leadSession) && toolUseId.equals(other.toolUseId);
        }
    }

    /**
     * Something to be told of a match.
     *
     * @param revision greater than any before for that session
     * @param withdrawn whether it is none any more
     */
    record Change(Match match, long revision, boolean withdrawn) {}

    /** Takes note of what a session says of its team now, epoch ms; returns what changes by that, first what is taken back. */
    List<Change> see(String host, ClientSeen seen, long now) {
        notes.replace(host, seen);
        Map<String, Match> found = new TreeMap<>();
        notes.said(host).values().forEach(said -> matches(said).forEach(match -> found.put(match.session(), match)));
        Map<String, TeamNotes.Told> told = notes.told(host);
        List<Change> withdrawn = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        Set<String> sessions = new HashSet<>(found.keySet());
        sessions.addAll(told.keySet());
        for (String session : sessions) {
            Match match = found.get(session);
            TeamNotes.Told before = told.get(session);
            Match old = before == null ? null : before.match();
            if (match == null ? old == null : match.same(old)) {
                continue;
            }
            long revision = before == null ? now : Math.max(now, before.revision() + 1);
            if (old != null) {
                withdrawn.add(new Change(old, revision, true));
            }
            if (match != null) {
                changes.add(new Change(match, revision, false));
            }
            notes.tell(host, session, new TeamNotes.Told(match, revision));
        }
        withdrawn.addAll(changes);
        return withdrawn;
    }

    /** Of what was said in one project. */
    private static List<Match> matches(List<TeamNotes.Said> all) {
        List<TeamNotes.Said> requests = new ArrayList<>();
        List<TeamNotes.Said> sessions = new ArrayList<>();
        all.forEach(said -> (said.toolUseId().isEmpty() ? sessions : requests).add(said));
        requests.sort(Comparator.naturalOrder());
        sessions.sort(Comparator.naturalOrder());
        List<Match> matches = new ArrayList<>();
        for (TeamNotes.Said session : sessions) {
            requests.stream()
                    .filter(request -> Math.abs(request.at() - session.at()) <= CLOSE
                            && !request.session().equals(session.session()))
                    .findFirst()
                    .ifPresent(request -> {
                        requests.remove(request);
                        matches.add(new Match(request.session(), request.toolUseId(), session.session(), session.at()));
                    });
        }
        return matches;
    }

    /** Deletes what happened before then, epoch ms. */
    void forget(long before) {
        notes.forget(before);
    }
}
