package io.delegraph.lifecycle;

import io.delegraph.lifecycle.row.Row;
import io.delegraph.lifecycle.row.RowKey;
import io.delegraph.lifecycle.row.ShellRow;
import io.delegraph.lifecycle.row.TextRow;
import io.delegraph.lifecycle.row.ToolRow;
import io.delegraph.lifecycle.row.WaitRow;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The rows of one session, for reading. */
public interface RowReader {
    /** Every row except those of tool calls, waits, shells and texts, which may be many and are seldom needed. */
    List<Row> core();

    /** One row; null when there is none. */
    @Nullable
    Row get(RowKey key);

    /** An agent's tool calls, in no particular order. */
    List<ToolRow> tools(String agentId);

    /** An agent's tool calls one by one, in no particular order: there may be more than fit into memory. */
    void forEachTool(String agentId, Consumer<ToolRow> each);

    /** An agent's waits, in no particular order. */
    List<WaitRow> waits(String agentId);

    /** Those of an agent's waits that began from {@code from} to {@code to}, both included, epoch ms; in no particular order. */
    default List<WaitRow> waits(String agentId, long from, long to) {
        return waits(agentId).stream()
                .filter(wait -> wait.at() >= from && wait.at() <= to)
                .toList();
    }

    /** The session's background shells, in no particular order. */
    List<ShellRow> shells();

    /** The latest {@code most} texts of an agent, or of the call that requested it, the latest first. */
    List<TextRow> texts(String ownerId, int most);
}
