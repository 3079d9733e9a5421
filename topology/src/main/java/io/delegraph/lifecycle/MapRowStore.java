package io.delegraph.lifecycle;

import io.delegraph.lifecycle.row.Row;
import io.delegraph.lifecycle.row.RowKey;
import io.delegraph.lifecycle.row.ShellRow;
import io.delegraph.lifecycle.row.ToolRow;
import io.delegraph.lifecycle.row.WaitRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The rows of one session in memory: for those who look at sessions without Kafka. */
public final class MapRowStore implements RowStore {
    private final Map<RowKey, Row> rows = new HashMap<>();

    public Map<RowKey, Row> rows() {
        return rows;
    }

    @Override
    public List<Row> core() {
        return rows.values().stream()
                .filter(row -> !(row instanceof ToolRow) && !(row instanceof WaitRow) && !(row instanceof ShellRow))
                .toList();
    }

    @Override
    public Row get(RowKey key) {
        return rows.get(key);
    }

    @Override
    public List<ToolRow> tools(String agentId) {
        return rows.values().stream()
                .filter(row -> row instanceof ToolRow tool && tool.agentId().equals(agentId))
                .map(ToolRow.class::cast)
                .toList();
    }

    @Override
    public void eachTool(String agentId, Consumer<ToolRow> each) {
        tools(agentId).forEach(each);
    }

    @Override
    public List<WaitRow> waits(String agentId) {
        return rows.values().stream()
                .filter(row -> row instanceof WaitRow wait && wait.agentId().equals(agentId))
                .map(WaitRow.class::cast)
                .toList();
    }

    @Override
    public List<WaitRow> waits(String agentId, long from, long to) {
        return waits(agentId).stream()
                .filter(wait -> wait.at() >= from && wait.at() <= to)
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
    public void put(Row row) {
        rows.put(row.key(), row);
    }
}
