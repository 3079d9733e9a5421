package io.delegraph.lifecycle;

import io.delegraph.lifecycle.row.AgentRow;
import io.delegraph.lifecycle.row.Counts;
import io.delegraph.lifecycle.row.PromptRow;
import io.delegraph.lifecycle.row.Row;
import io.delegraph.lifecycle.row.ToolRow;
import io.delegraph.lifecycle.row.WaitRow;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keeps the counts of agents and prompts: what their tool calls and requests to a person add up to. */
final class RowCounters {
    private final SessionRows rows;
    private final RowReader reader;
    private final Consumer<Row> changed;

    /** @param changed takes the rows whose counts have changed; the next look at {@code rows} shows them */
    RowCounters(SessionRows rows, RowReader reader, Consumer<Row> changed) {
        this.rows = rows;
        this.reader = reader;
        this.changed = changed;
    }

    /** A call is there for the first time, or says more than before. */
    void call(@Nullable ToolRow before, ToolRow after) {
        recount(after.agentId(), Counts.of(before), Counts.of(after));
        recountPrompts(before, after);
    }

    /** An agent asked a person so often. */
    void requests(String agentId, int asked) {
        recount(agentId, Counts.ZERO, Counts.ofRequests(asked));
    }

    /** By how many requests a wait that is not there yet changes the count of its agent. */
    int addedRequests(WaitRow wait) {
        long from = wait.at() - WaitDeduplicator.SAME_REQUEST_MS;
        long to = wait.at() + WaitDeduplicator.SAME_REQUEST_MS;
        return WaitDeduplicator.countChange(wait, reader.waits(wait.agentId(), from, to));
    }

    private void recount(String agentId, Counts before, Counts after) {
        if (!before.equals(after)) {
            AgentRow agent = rows.agents().getOrDefault(agentId, AgentRow.named(agentId, null));
            changed.accept(agent.withCounts(agent.counts().plus(after.minus(before))));
        }
    }

    private void recountPrompts(@Nullable ToolRow before, ToolRow after) {
        if (before != null
                && Objects.equals(before.promptId(), after.promptId())
                && Counts.of(before).toolFailures() == Counts.of(after).toolFailures()) {
            return;
        }
        if (before != null && before.promptId() != null) {
            changed.accept(prompt(before.promptId()).plusCalls(Counts.ZERO.minus(Counts.of(before))));
        }
        if (after.promptId() != null) {
            changed.accept(prompt(after.promptId()).plusCalls(Counts.of(after)));
        }
    }

    private PromptRow prompt(String promptId) {
        return rows.prompts().getOrDefault(promptId, PromptRow.named(promptId));
    }
}
