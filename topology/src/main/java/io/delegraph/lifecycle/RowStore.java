package io.delegraph.lifecycle;

import io.delegraph.lifecycle.row.Row;

/** Where the rows of one session are kept. */
public interface RowStore extends RowReader {
    void put(Row row);

    /** Deletes every row of the session. */
    void deleteAll();
}
