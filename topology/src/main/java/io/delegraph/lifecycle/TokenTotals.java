package io.delegraph.lifecycle;

import io.delegraph.lifecycle.row.AgentRow;
import io.delegraph.lifecycle.row.RunMark;
import io.delegraph.lifecycle.row.SpawnRow;
import io.delegraph.schemas.event.TokenUsage;
import io.delegraph.schemas.lifecycle.TokensSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The token usage of an agent, from the best source available.
 *
 * @param usage null unless the source is TRANSCRIPT
 * @param total null when there is no source
 */
record TokenTotals(@Nullable TokenUsage usage, @Nullable Long total, TokensSource source) {
    /**
     * The usage from the transcript, else from a notification, else of the last request of its call.
     *
     * @param marks of its runs, in time order
     * @param request for the agent; null when unknown
     */
    static TokenTotals of(AgentRow agent, List<RunMark> marks, @Nullable SpawnRow request) {
        if (agent.usage() != null) {
            TokenUsage usage = agent.usage().value().tokens();
            return new TokenTotals(usage, usage.total(), TokensSource.TRANSCRIPT);
        }
        Optional<Long> notified = marks.reversed().stream()
                .map(RunMark::tokens)
                .filter(tokens -> tokens != null)
                .findFirst();
        if (notified.isPresent()) {
            return new TokenTotals(null, notified.get(), TokensSource.NOTIFICATION);
        }
        Long last = request == null || request.totals() == null
                ? null
                : request.totals().lastRequestTokens();
        return last == null
                ? new TokenTotals(null, null, TokensSource.NONE)
                : new TokenTotals(null, last, TokensSource.LAST_REQUEST);
    }
}
