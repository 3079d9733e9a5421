package io.delegraph.lifecycle;

import io.delegraph.lifecycle.row.AgentRow;
import io.delegraph.lifecycle.row.ClientRow;
import io.delegraph.lifecycle.row.LinkRow;
import io.delegraph.lifecycle.row.PromptRow;
import io.delegraph.lifecycle.row.Row;
import io.delegraph.lifecycle.row.RowKey;
import io.delegraph.lifecycle.row.RunMark;
import io.delegraph.lifecycle.row.SessionRow;
import io.delegraph.lifecycle.row.ShellRow;
import io.delegraph.lifecycle.row.SpawnRow;
import io.delegraph.lifecycle.row.TextRow;
import io.delegraph.lifecycle.row.ToolRow;
import io.delegraph.lifecycle.row.WaitRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one session in memory: all except tool calls, of which it keeps the latest, and waits, shells and texts, which are only in the
 * store.
 */
final class RowIndex {
    private static final Comparator<RunMark> IN_TIME =
            Comparator.comparingLong(RunMark::at).thenComparing(RunMark::kind);

    /** Number of recent tool calls kept in memory: most calls end soon, and then need no store lookup. */
    private static final int MAX_RECENT_CALLS = 32;

    private final Map<String, PromptRow> prompts = new HashMap<>();
    private final Map<String, AgentRow> agents = new HashMap<>();
    private final Map<String, SpawnRow> spawns = new HashMap<>();
    private final Map<String, List<RunMark>> marks = new HashMap<>();
    private final Map<String, LinkRow> links = new TreeMap<>();
    private final Map<RowKey, ClientRow> clients = new HashMap<>();
    private final LinkedHashMap<RowKey, ToolRow> recentCalls = new LinkedHashMap<>();
    private SessionRow session = SessionRow.EMPTY;
    private boolean moved;

    SessionRow session() {
        return session;
    }

    Map<String, PromptRow> prompts() {
        return Collections.unmodifiableMap(prompts);
    }

    Map<String, AgentRow> agents() {
        return Collections.unmodifiableMap(agents);
    }

    Map<String, SpawnRow> spawns() {
        return Collections.unmodifiableMap(spawns);
    }

    Collection<LinkRow> links() {
        return Collections.unmodifiableCollection(links.values());
    }

    Collection<ClientRow> clients() {
        return Collections.unmodifiableCollection(clients.values());
    }

    /** The marks of an agent's runs in time order. */
    List<RunMark> marks(String agentId) {
        return Collections.unmodifiableList(marks.getOrDefault(agentId, List.of()));
    }

    Set<String> markedAgents() {
        return Collections.unmodifiableSet(marks.keySet());
    }

    boolean hasMovedAgents() {
        return moved;
    }

    /** Whether all rows of this kind of key are in memory. */
    static boolean holdsAll(RowKey key) {
        return switch (key) {
            case RowKey.OfSession ignored -> true;
            case RowKey.OfClient ignored -> true;
            case RowKey.OfPrompt ignored -> true;
            case RowKey.OfAgent ignored -> true;
            case RowKey.OfSpawn ignored -> true;
            case RowKey.OfLink ignored -> true;
            case RowKey.OfMark ignored -> true;
            case RowKey.OfTool ignored -> false;
            case RowKey.OfWait ignored -> false;
            case RowKey.OfShell ignored -> false;
            case RowKey.OfText ignored -> false;
        };
    }

    /** Null when the row is not in memory. */
    @Nullable
    Row get(RowKey key) {
        return switch (key) {
            case RowKey.OfSession ignored -> session;
            case RowKey.OfClient ignored -> clients.get(key);
            case RowKey.OfPrompt prompt -> prompts.get(prompt.promptId());
            case RowKey.OfAgent agent -> agents.get(agent.agentId());
            case RowKey.OfSpawn spawn -> spawns.get(spawn.toolUseId());
            case RowKey.OfLink link -> links.get(link.childSessionId());
            case RowKey.OfMark mark ->
                marks(mark.agentId()).stream()
                        .filter(row -> row.key().equals(mark))
                        .findFirst()
                        .orElse(null);
            case RowKey.OfTool ignored -> recentCalls.get(key);
            case RowKey.OfWait ignored -> null;
            case RowKey.OfShell ignored -> null;
            case RowKey.OfText ignored -> null;
        };
    }

    void put(Row row) {
        switch (row) {
            case SessionRow sessionRow -> session = sessionRow;
            case ClientRow client -> clients.put(client.key(), client);
            case PromptRow prompt -> prompts.put(prompt.promptId(), prompt);
            case AgentRow agent -> agents.put(agent.agentId(), agent);
            case SpawnRow spawn -> spawns.put(spawn.toolUseId(), spawn);
            case LinkRow link -> links.put(link.childSessionId(), link);
            case RunMark runMark -> {
                moved |= runMark.kind() == RunMark.Kind.MOVED;
                List<RunMark> runs = marks.computeIfAbsent(runMark.agentId(), id -> new ArrayList<>(4));
                runs.removeIf(mark -> mark.key().equals(runMark.key()));
                runs.add(runMark);
                runs.sort(IN_TIME);
            }
            case ToolRow tool -> {
                recentCalls.putLast(tool.key(), tool);
                if (recentCalls.size() > MAX_RECENT_CALLS) {
                    recentCalls.pollFirstEntry();
                }
            }
            case WaitRow ignored -> {}
            case ShellRow ignored -> {}
            case TextRow ignored -> {}
        }
    }
}
