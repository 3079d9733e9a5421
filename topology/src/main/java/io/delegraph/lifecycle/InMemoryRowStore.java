package io.delegraph.lifecycle;

import io.delegraph.lifecycle.row.Row;
import io.delegraph.lifecycle.row.RowKey;
import io.delegraph.lifecycle.row.ShellRow;
import io.delegraph.lifecycle.row.TextRow;
import io.delegraph.lifecycle.row.ToolRow;
import io.delegraph.lifecycle.row.WaitRow;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The rows of one session in memory, for use without Kafka. */
public final class InMemoryRowStore implements RowStore {
    private final Map<RowKey, Row> rows = new HashMap<>();

    /** The keys of every agent's calls and waits, so that reading one agent's does not scan all rows. */
    private final Map<String, Set<RowKey>> calls = new HashMap<>();

    private final Map<String, Set<RowKey>> waits = new HashMap<>();

    public Map<RowKey, Row> rows() {
        return Collections.unmodifiableMap(rows);
    }

    @Override
    public List<Row> core() {
        return rows.values().stream()
                .filter(row -> !(row instanceof ToolRow)
                        && !(row instanceof WaitRow)
                        && !(row instanceof ShellRow)
                        && !(row instanceof TextRow))
                .toList();
    }

    @Override
    public @Nullable Row get(RowKey key) {
        return rows.get(key);
    }

    @Override
    public List<ToolRow> tools(String agentId) {
        return calls.getOrDefault(agentId, Set.of()).stream()
                .map(key -> (ToolRow) rows.get(key))
                .toList();
    }

    @Override
    public void forEachTool(String agentId, Consumer<ToolRow> each) {
        tools(agentId).forEach(each);
    }

    @Override
    public List<WaitRow> waits(String agentId) {
        return waits.getOrDefault(agentId, Set.of()).stream()
                .map(key -> (WaitRow) rows.get(key))
                .toList();
    }

    @Override
    public List<ShellRow> shells() {
        return rows.values().stream()
                .filter(ShellRow.class::isInstance)
                .map(ShellRow.class::cast)
                .toList();
    }

    @Override
    public List<TextRow> texts(String ownerId, int most) {
        return rows.values().stream()
                .filter(row -> row instanceof TextRow text && text.ownerId().equals(ownerId))
                .map(TextRow.class::cast)
                .sorted(Comparator.comparingLong(TextRow::at)
                        .thenComparing(TextRow::part)
                        .thenComparing(TextRow::id)
                        .reversed())
                .limit(most)
                .toList();
    }

    @Override
    public void put(Row row) {
        RowKey key = row.key();
        rows.put(key, row);
        if (row instanceof ToolRow tool) {
            calls.computeIfAbsent(tool.agentId(), id -> new LinkedHashSet<>()).add(key);
        } else if (row instanceof WaitRow wait) {
            waits.computeIfAbsent(wait.agentId(), id -> new LinkedHashSet<>()).add(key);
        }
    }

    @Override
    public void deleteAll() {
        rows.clear();
        calls.clear();
        waits.clear();
    }
}
