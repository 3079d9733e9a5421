package io.delegraph.query;

import io.delegraph.lifecycle.SearchableText;
import io.delegraph.lifecycle.SessionRows;
import io.delegraph.lifecycle.SessionView;
import io.delegraph.lifecycle.row.SessionRow;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.SessionMatch;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Finds words in this instance's sessions, the latest first. Most have not the words, and of those at rest the texts are kept in memory:
 * only a session whose text may have them is read again.
 */
final class LocalSearch {
    /** Of a partition for one page, because at first every tool call of a session is read. */
    private static final int MAX_SEARCHED_SESSIONS = 500;

    /** Of all kept texts together; a session of ten agents has about two thousand. */
    private static final int MAX_CHARS = 4_000_000;

    /** Two events of one moment look alike: a session counts as at rest when none is on its way any more. */
    private static final Duration AT_REST_AFTER = Duration.ofSeconds(10);

    private final LocalStores stores;
    private final BiFunction<LocalStores.SessionPartition, SessionRows, SessionView> views;
    private final RestingTexts texts = new RestingTexts(MAX_CHARS);

    /** {@code views} gives the view of one session. */
    LocalSearch(LocalStores stores, BiFunction<LocalStores.SessionPartition, SessionRows, SessionView> views) {
        this.stores = stores;
        this.views = views;
    }

    /** @param words in lower case */
    Queries.SearchPage search(List<String> words, Queries.PageRequest page) {
        Cursor after = Cursor.decode(page.cursor());
        PageCollector<SessionMatch> list = new PageCollector<>(page.limit(), after, Cursor::of, MAX_SEARCHED_SESSIONS);
        List<Integer> missing = stores.queryEach(stores.partitions(), partition -> {
            LocalStores.SessionPartition sessions = stores.sessions(partition);
            list.read(
                    sessions.index(),
                    after == null ? Long.MAX_VALUE : after.lastSeenAt(),
                    0,
                    seen -> matches(sessions, seen.sessionId(), words));
        });
        return Queries.SearchPage.of(list.page(missing), list.stoppedEarly());
    }

    private List<SessionMatch> matches(LocalStores.SessionPartition sessions, String sessionId, List<String> words) {
        SessionRow now = sessions.session(sessionId);
        SearchableText known = now == null ? null : texts.of(sessionId, now);
        if (known != null && !known.mayHave(words)) {
            return List.of();
        }
        SessionRows rows = sessions.rows(sessionId);
        if (known == null && isAtRest(rows.session(), sessions.watermark())) {
            known = SearchableText.of(rows);
            texts.put(sessionId, rows.session(), known);
            if (!known.mayHave(words)) {
                return List.of();
            }
        }
        SessionView view = views.apply(sessions, rows);
        if (known != null && !known.withStates() && known.equals(texts.of(sessionId, rows.session()))) {
            // the states are known now: the next search for one need not look here again
            texts.put(
                    sessionId,
                    rows.session(),
                    known.with(view.agents().stream().map(AgentLifecycle::state).toList()));
        }
        return view.find(words).stream().toList();
    }

    private static boolean isAtRest(SessionRow session, long watermark) {
        return session.seen() != null && watermark - session.seen().lastArrival() > AT_REST_AFTER.toMillis();
    }
}
