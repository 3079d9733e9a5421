package io.delegraph.query;

import io.delegraph.lifecycle.SessionView;
import io.delegraph.schemas.lifecycle.Attention;
import io.delegraph.stream.core.SessionIndex;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;

/** Looks through this instance's latest sessions for what a person should look at. */
final class LocalAttention {
    private static final long LOOKED_BACK_MS = Duration.ofHours(24).toMillis();
    private static final int BATCH_SIZE = 200;

    /** Of a partition: what is seen at first sight is about the latest. */
    private static final int MAX_SESSIONS = 1_000;

    private final LocalStores stores;
    private final BiFunction<LocalStores.SessionPartition, String, SessionView> views;

    /** {@code views} is how one session is looked at. */
    LocalAttention(LocalStores stores, BiFunction<LocalStores.SessionPartition, String, SessionView> views) {
        this.stores = stores;
        this.views = views;
    }

    Attention of(long now) {
        long since = now - LOOKED_BACK_MS;
        AttentionLists lists = new AttentionLists();
        AtomicBoolean all = new AtomicBoolean(true);
        List<Integer> missing = stores.queryEach(stores.partitions(), partition -> {
            if (!read(stores.sessions(partition), since, lists)) {
                all.set(false);
            }
        });
        return lists.build(now, all.get(), missing);
    }

    /** Returns false when there are more sessions than are looked through. */
    private boolean read(LocalStores.SessionPartition sessions, long since, AttentionLists lists) {
        int looked = 0;
        List<SessionIndex.ListedSession> batch = sessions.index().latest(null, BATCH_SIZE);
        while (!batch.isEmpty()) {
            for (SessionIndex.ListedSession session : batch) {
                if (session.minute() < SessionIndex.minute(since)) {
                    return true;
                }
                if (looked++ >= MAX_SESSIONS) {
                    return false;
                }
                lists.add(views.apply(sessions, session.sessionId()).attention(since));
            }
            batch = sessions.index().latest(batch.getLast(), BATCH_SIZE);
        }
        return true;
    }
}
