package io.delegraph.lifecycle;

import io.delegraph.lifecycle.row.AgentRow;
import io.delegraph.lifecycle.row.Row;
import io.delegraph.lifecycle.row.ToolRow;
import io.delegraph.lifecycle.row.WaitRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds earlier moments that new fragments affect: the end of a call determines how long a person was waited for, and that wait may have
 * begun a workflow earlier. Fragments are collected and evaluated once, because the evaluation reads every tool call of an agent.
 */
final class WaitInvalidation {
    private final SessionRows rows;
    private final Map<String, WaitChanges> changesByAgent = new HashMap<>();

    /** The changes of one agent: the earliest end of a call by tool (null: any tool), and the earliest request to a person; epoch ms. */
    private static final class WaitChanges {
        private final Map<@Nullable String, Long> endsByTool = new HashMap<>();
        private long requestedSince = Long.MAX_VALUE;

        boolean covers(ToolRow call) {
            Long ofTool = endsByTool.get(call.tool());
            Long ofAny = endsByTool.get(null);
            Long ended = call.endedAt();
            return ended != null && ((ofTool != null && ended >= ofTool) || (ofAny != null && ended >= ofAny));
        }
    }

    WaitInvalidation(SessionRows rows) {
        this.rows = rows;
    }

    /** Records a merged fragment. */
    void observe(Row fragment) {
        if (fragment instanceof ToolRow tool && tool.endedAt() != null && hasPermissionRequests(tool.agentId())) {
            changesOf(tool.agentId()).endsByTool.merge(tool.tool(), tool.endedAt(), Math::min);
        } else if (fragment instanceof WaitRow wait) {
            WaitChanges agent = changesOf(wait.agentId());
            agent.requestedSince = Math.min(agent.requestedSince, wait.at());
        }
    }

    private boolean hasPermissionRequests(String agentId) {
        AgentRow agent = rows.agents().get(agentId);
        return agent != null && agent.counts().permissionRequests() > 0;
    }

    private WaitChanges changesOf(String agentId) {
        return changesByAgent.computeIfAbsent(agentId, id -> new WaitChanges());
    }

    /** Passes the moments, epoch ms, that the fragments since the last call affect, and possibly a few others. */
    void forEachChangedTime(LongConsumer moment) {
        changesByAgent.forEach((agentId, since) -> forEachChangedTime(agentId, since, moment));
        changesByAgent.clear();
    }

    private void forEachChangedTime(String agentId, WaitChanges since, LongConsumer moment) {
        List<ToolRow> tools = rows.tools(agentId);
        // a wait that turns out to be a duplicate counted until then
        for (WaitRow wait : rows.allWaits(agentId)) {
            forEachChangedTime(wait, tools, since, moment);
        }
    }

    /** Passes the end of a wait as known now, and its end as known before the new calls. */
    private static void forEachChangedTime(WaitRow wait, List<ToolRow> tools, WaitChanges since, LongConsumer moment) {
        boolean changed = wait.at() >= since.requestedSince;
        for (ToolRow call : Timeline.candidateCalls(wait, tools)) {
            boolean heard = since.covers(call);
            changed |= heard;
            if (changed) {
                moment.accept(wait.at());
                moment.accept(Timeline.endOf(wait, call));
            }
            if (!heard) {
                return;
            }
        }
    }
}
