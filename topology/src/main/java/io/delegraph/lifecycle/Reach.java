package io.delegraph.lifecycle;

import io.delegraph.lifecycle.row.AgentRow;
import io.delegraph.lifecycle.row.Row;
import io.delegraph.lifecycle.row.ToolRow;
import io.delegraph.lifecycle.row.WaitRow;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * The other moments that a fragment says something of: the end of a call tells how long a person was waited for, and that may have begun a
 * workflow ago.
 */
final class Reach {
    private final SessionRows rows;

    Reach(SessionRows rows) {
        this.rows = rows;
    }

    /** Of a fragment that was absorbed, epoch ms. */
    void of(Row fragment, LongConsumer moment) {
        if (fragment instanceof ToolRow tool && tool.endedAt() != null && asked(tool.agentId())) {
            waits(tool, moment);
        } else if (fragment instanceof WaitRow wait && wait.tool() != null) {
            Timeline.endOf(wait, rows.tools(wait.agentId())).ifPresent(moment::accept);
        }
    }

    private boolean asked(String agentId) {
        AgentRow agent = rows.agents().get(agentId);
        return agent != null && agent.counts().permissionRequests() > 0;
    }

    /** Waits for its tool that no earlier end of a call of that tool has ended. */
    private void waits(ToolRow ended, LongConsumer moment) {
        String name = ended.tool();
        long before = rows.tools(ended.agentId()).stream()
                .filter(tool -> !tool.toolUseId().equals(ended.toolUseId()))
                .filter(tool -> tool.endedAt() != null && tool.endedAt() < ended.endedAt())
                .filter(tool -> name == null || name.equals(tool.tool()))
                .map(ToolRow::endedAt)
                .max(Comparator.naturalOrder())
                .orElse(Long.MIN_VALUE);
        List<WaitRow> waits = rows.waits(ended.agentId());
        waits.stream()
                .filter(wait -> wait.at() > before && (name == null || name.equals(wait.tool())))
                .forEach(wait -> moment.accept(wait.at()));
    }
}
