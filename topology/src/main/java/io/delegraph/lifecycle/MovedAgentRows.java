package io.delegraph.lifecycle;

import io.delegraph.codec.KeyCodec;
import io.delegraph.codec.RowCodec;
import io.delegraph.lifecycle.row.AgentRow;
import io.delegraph.lifecycle.row.ClientRow;
import io.delegraph.lifecycle.row.Counts;
import io.delegraph.lifecycle.row.LinkRow;
import io.delegraph.lifecycle.row.PromptRow;
import io.delegraph.lifecycle.row.Row;
import io.delegraph.lifecycle.row.RunMark;
import io.delegraph.lifecycle.row.SessionRow;
import io.delegraph.lifecycle.row.ShellRow;
import io.delegraph.lifecycle.row.SpawnRow;
import io.delegraph.lifecycle.row.TextRow;
import io.delegraph.lifecycle.row.ToolRow;
import io.delegraph.lifecycle.row.WaitRow;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Carries the rows of agents that belong to an earlier session of the same client to that session. Rows merge the same way in every
 * session, so the earlier session ends up as if it had received all events itself.
 */
final class MovedAgentRows {
    /** Maximum number of rows in one event, because an agent may have very many tool calls. */
    static final int MAX_ROWS_PER_EVENT = 200;

    private MovedAgentRows() {}

    /** The agents of this session that belong to an earlier one, with the id of that session. */
    static Map<String, String> homeSessions(SessionRows rows) {
        Map<String, String> homes = new TreeMap<>();
        for (String agentId : rows.markedAgents()) {
            for (RunMark mark : rows.marks(agentId)) {
                if (mark.kind() == RunMark.Kind.MOVED && !rows.sessionId().equals(mark.detail())) {
                    homes.merge(agentId, mark.detail(), (a, b) -> a.compareTo(b) <= 0 ? a : b);
                }
            }
        }
        return homes;
    }

    /** The session under which agents of this one go on; null when there is none. */
    static @Nullable String laterSession(SessionRows rows) {
        return rows.markedAgents().stream()
                .flatMap(agentId -> rows.marks(agentId).stream())
                .filter(mark ->
                        mark.kind() == RunMark.Kind.MOVED && rows.sessionId().equals(mark.detail()))
                .min(Comparator.comparingLong(RunMark::at).thenComparing(RunMark::message))
                .map(RunMark::message)
                .orElse(null);
    }

    /** All rows of these agents, without the rows of the session itself. */
    static List<Row> allRowsOf(SessionRows rows, Set<String> agents) {
        List<Row> all = new ArrayList<>();
        for (String agentId : agents) {
            AgentRow agent = rows.agents().get(agentId);
            if (agent != null) {
                all.add(agent);
            }
            all.addAll(rows.marks(agentId));
            all.addAll(rows.tools(agentId));
            all.addAll(rows.waits(agentId));
        }
        rows.spawns().values().stream().filter(row -> concerns(row, agents)).forEach(all::add);
        rows.shells().stream().filter(row -> concerns(row, agents)).forEach(all::add);
        return rowsOf(all, agents);
    }

    /** Those of the rows that are about these agents, to be merged elsewhere. */
    static List<Row> rowsOf(Collection<Row> rows, Set<String> agents) {
        return rows.stream()
                .filter(row -> concerns(row, agents))
                // counts are the sum over the calls, which are carried too
                .map(row -> row instanceof AgentRow agent ? agent.withCounts(Counts.ZERO) : row)
                .toList();
    }

    private static boolean concerns(Row row, Set<String> agents) {
        return switch (row) {
            case AgentRow agent -> agents.contains(agent.agentId());
            case RunMark mark -> agents.contains(mark.agentId()) && mark.kind() != RunMark.Kind.MOVED;
            case ToolRow tool -> agents.contains(tool.agentId());
            case WaitRow wait -> agents.contains(wait.agentId());
            case SpawnRow spawn ->
                (spawn.parentAgentId() != null && agents.contains(spawn.parentAgentId()))
                        || (spawn.childAgentId() != null && agents.contains(spawn.childAgentId()));
            case ShellRow shell -> shell.ownerAgentId() != null && agents.contains(shell.ownerAgentId());
            // each may be as large as all other rows of a call, so they stay in the session that received them
            case TextRow ignored -> false;
            case SessionRow ignored -> false;
            case ClientRow ignored -> false;
            case PromptRow ignored -> false;
            case LinkRow ignored -> false;
        };
    }

    /** Keys and values alternately, base64. */
    static List<String> encode(String sessionId, Collection<Row> rows) {
        KeyCodec keys = new KeyCodec(sessionId);
        Base64.Encoder base64 = Base64.getEncoder();
        return rows.stream()
                .flatMap(row -> Stream.of(keys.write(row.key()), RowCodec.write(row)))
                .map(base64::encodeToString)
                .toList();
    }

    static List<Row> decode(List<String> written) {
        Base64.Decoder base64 = Base64.getDecoder();
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i + 1 < written.size(); i += 2) {
            rows.add(RowCodec.read(base64.decode(written.get(i)), base64.decode(written.get(i + 1))));
        }
        return rows;
    }
}
