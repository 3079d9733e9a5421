package io.delegraph.query;

import io.delegraph.lifecycle.Policies;
import io.delegraph.lifecycle.SessionView;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.SessionSummary;
import io.delegraph.stream.core.SessionIndex;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.errors.InvalidStateStoreException;

/** This instance's sessions with an agent that has not ended, for gauges. */
@FunctionalInterface
public interface LocalLiveSessions {
    /** Passes each session with all of its agents; those of unavailable partitions are absent. */
    void each(BiConsumer<SessionSummary, List<AgentLifecycle>> consumer);

    /** Reads this instance's stores. */
    static LocalLiveSessions of(LocalStores stores, Policies policies) {
        return consumer -> {
            for (int partition : stores.partitions()) {
                try {
                    LocalStores.SessionPartition sessions = stores.sessions(partition);
                    sessions.index().agents().stream()
                            .filter(agent -> !agent.state().terminal())
                            .map(SessionIndex.ListedAgent::sessionId)
                            .distinct()
                            .map(session -> new SessionView(
                                    sessions.rows(session), policies.limits(), policies.prices(), sessions.watermark()))
                            .forEach(view -> {
                                List<AgentLifecycle> agents = view.agents();
                                consumer.accept(view.summary(agents), agents);
                            });
                } catch (Queries.NotAvailableException | InvalidStateStoreException e) {
                    // documented above: a gauge cannot report a missing partition
                }
            }
        };
    }
}
