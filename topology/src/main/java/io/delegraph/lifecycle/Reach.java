package io.delegraph.lifecycle;

import io.delegraph.lifecycle.row.AgentRow;
import io.delegraph.lifecycle.row.Row;
import io.delegraph.lifecycle.row.ToolRow;
import io.delegraph.lifecycle.row.WaitRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * The other moments that fragments say something of: the end of a call tells how long a person was waited for, and that may have begun a
 * workflow ago. Collected while fragments come and looked up once, because that reads every tool call of an agent.
 */
final class Reach {
    private final SessionRows rows;
    private final Map<String, Heard> heard = new HashMap<>();

    /** Of one agent: since when calls of a tool (null: of any) ended, and since when a person was asked; epoch ms. */
    private static final class Heard {
        private final Map<String, Long> ends = new HashMap<>();
        private long asked = Long.MAX_VALUE;

        boolean ended(ToolRow call) {
            Long ofTool = ends.get(call.tool());
            Long ofAny = ends.get(null);
            return (ofTool != null && call.endedAt() >= ofTool) || (ofAny != null && call.endedAt() >= ofAny);
        }
    }

    Reach(SessionRows rows) {
        this.rows = rows;
    }

    /** A fragment was absorbed. */
    void hear(Row fragment) {
        if (fragment instanceof ToolRow tool && tool.endedAt() != null && asked(tool.agentId())) {
            of(tool.agentId()).ends.merge(tool.tool(), tool.endedAt(), Math::min);
        } else if (fragment instanceof WaitRow wait && wait.tool() != null) {
            Heard agent = of(wait.agentId());
            agent.asked = Math.min(agent.asked, wait.at());
        }
    }

    private boolean asked(String agentId) {
        AgentRow agent = rows.agents().get(agentId);
        return agent != null && agent.counts().permissionRequests() > 0;
    }

    private Heard of(String agentId) {
        return heard.computeIfAbsent(agentId, id -> new Heard());
    }

    /** The moments, epoch ms, that what was heard since the last time says something of; a few more may be among them. */
    void moments(LongConsumer moment) {
        heard.forEach((agentId, since) -> moments(agentId, since, moment));
        heard.clear();
    }

    private void moments(String agentId, Heard since, LongConsumer moment) {
        List<ToolRow> tools = rows.tools(agentId);
        // one that turns out to repeat an earlier one counted until then
        for (WaitRow wait : rows.toldWaits(agentId)) {
            if (wait.tool() != null) {
                moments(wait, tools, since, moment);
            }
        }
    }

    /** Where a wait ends by what is known now, and where it ended by what was known before those calls were heard of. */
    private static void moments(WaitRow wait, List<ToolRow> tools, Heard since, LongConsumer moment) {
        boolean changed = wait.at() >= since.asked;
        for (ToolRow call : Timeline.endings(wait, tools)) {
            boolean heard = since.ended(call);
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
