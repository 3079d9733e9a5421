package io.delegraph.lifecycle;

import io.delegraph.lifecycle.row.AgentRow;
import io.delegraph.lifecycle.row.ClientRow;
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
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What an event changed: either only the counters and times of some agents, or the structure of the tree. */
final class ChangedAgents {
    private final Set<String> agents = new HashSet<>();
    private final List<Row> rows = new ArrayList<>();
    private boolean structureChanged;

    /** Records a changed row; {@code unseen} is true when its agent had no place in the tree before. */
    void add(Row fragment, boolean unseen) {
        rows.add(fragment);
        structureChanged |= unseen;
        switch (fragment) {
            case AgentRow agent -> {
                agents.add(agent.agentId());
                structureChanged |= agent.meta() != null || agent.listedAt() != null;
            }
            case ToolRow tool -> agents.add(tool.agentId());
            case WaitRow wait -> agents.add(wait.agentId());
            case SessionRow session ->
                structureChanged |= session.ended() != null
                        || session.startedAt() != null
                        || session.promptAt() != null
                        || session.turnEndedAt() != null
                        || session.listing() != null
                        || session.parent() != null
                        || session.lead() != null;
            case ClientRow ignored -> structureChanged = true;
            case RunMark ignored -> structureChanged = true;
            case SpawnRow ignored -> structureChanged = true;
            case PromptRow ignored -> structureChanged = true;
            case LinkRow ignored -> structureChanged = true;
            // nothing that is emitted depends on these rows
            case ShellRow ignored -> {}
            case TextRow ignored -> {}
        }
    }

    /** The fragments that changed a row. */
    List<Row> rows() {
        return rows;
    }

    Set<String> agents() {
        return agents;
    }

    /** Whether the event changed anything. */
    boolean any() {
        return structureChanged || !agents.isEmpty();
    }

    boolean structureChanged() {
        return structureChanged;
    }
}
