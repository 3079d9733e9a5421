package io.delegraph.lifecycle.row;

/** One row of a session. Only rows with equal keys are merged. */
public sealed interface Row
        permits SessionRow,
                ClientRow,
                PromptRow,
                AgentRow,
                RunMark,
                SpawnRow,
                LinkRow,
                WaitRow,
                ToolRow,
                ShellRow,
                TextRow {
    RowKey key();

    /**
     * The join of two rows of one key.
     *
     * @throws ClassCastException when {@code other} has another key type
     */
    Row merge(Row other);
}
