package io.delegraph.lifecycle;

import io.delegraph.lifecycle.row.Row;
import io.delegraph.lifecycle.row.RowKey;
import io.delegraph.lifecycle.row.ShellRow;
import io.delegraph.lifecycle.row.TextRow;
import io.delegraph.lifecycle.row.ToolRow;
import io.delegraph.lifecycle.row.WaitRow;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Rows passed through a function, to show a session as it was at an earlier moment. */
record MappedRowStore(RowReader store, UnaryOperator<Row> change) implements RowReader {
    @Override
    public List<Row> core() {
        return store.core().stream().map(change).filter(Objects::nonNull).toList();
    }

    @Override
    public @Nullable Row get(RowKey key) {
        Row row = store.get(key);
        return row == null ? null : change.apply(row);
    }

    @Override
    public List<ToolRow> tools(String agentId) {
        return store.tools(agentId).stream()
                .map(row -> (ToolRow) change.apply(row))
                .filter(Objects::nonNull)
                .toList();
    }

    @Override
    public void forEachTool(String agentId, Consumer<ToolRow> each) {
        store.forEachTool(agentId, row -> {
            ToolRow changed = (ToolRow) change.apply(row);
            if (changed != null) {
                each.accept(changed);
            }
        });
    }

    @Override
    public List<WaitRow> waits(String agentId) {
        return store.waits(agentId).stream()
                .map(row -> (WaitRow) change.apply(row))
                .filter(Objects::nonNull)
                .toList();
    }

    @Override
    public List<ShellRow> shells() {
        return store.shells().stream()
                .map(row -> (ShellRow) change.apply(row))
                .filter(Objects::nonNull)
                .toList();
    }

    @Override
    public List<TextRow> texts(String ownerId, int most) {
        return store.texts(ownerId, most).stream()
                .map(row -> (TextRow) change.apply(row))
                .filter(Objects::nonNull)
                .toList();
    }
}
