package io.delegraph.lifecycle;

import io.delegraph.lifecycle.row.AgentRow;
import io.delegraph.lifecycle.row.ClientRow;
import io.delegraph.lifecycle.row.Counts;
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
import io.delegraph.schemas.AgentId;
import io.delegraph.schemas.lifecycle.AgentText;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one session, for reading and merging. Every change is written to the store: those of agents by {@link #save}, because one
 * event changes an agent several times, all others at once.
 */
public final class SessionRows {
    private final String sessionId;
    private final RowReader reader;

    /** Null when the rows are read-only. */
    private final @Nullable RowStore store;

    private final RowIndex index = new RowIndex();
    private final RowKeyFilter keyFilter;
    private final RowCounters counters;
    private final Set<String> unsaved = new HashSet<>();
    private long toolCallCount;

    public SessionRows(String sessionId, RowStore store) {
        this(sessionId, store, store);
    }

    private SessionRows(String sessionId, RowReader reader, @Nullable RowStore store) {
        this.sessionId = sessionId;
        this.reader = reader;
        this.store = store;
        reader.core().forEach(index::put);
        agents().values().forEach(agent -> toolCallCount += agent.counts().toolCalls());
        this.counters = new RowCounters(this, reader, this::put);
        this.keyFilter = known() ? RowKeyFilter.full() : RowKeyFilter.empty();
    }

    /** Rows that cannot be changed. */
    public static SessionRows readOnly(String sessionId, RowReader reader) {
        return new SessionRows(sessionId, reader, null);
    }

    public String sessionId() {
        return sessionId;
    }

    public SessionRow session() {
        return index.session();
    }

    public Map<String, PromptRow> prompts() {
        return index.prompts();
    }

    public Map<String, AgentRow> agents() {
        return index.agents();
    }

    public Map<String, SpawnRow> spawns() {
        return index.spawns();
    }

    /** Sessions whose client was started from this one. */
    public Collection<LinkRow> links() {
        return index.links();
    }

    /** The client processes that worked on the session, as far as they are known. */
    public Collection<ClientRow> clients() {
        return index.clients();
    }

    /** The marks of an agent's runs in time order. */
    public List<RunMark> marks(String agentId) {
        return index.marks(agentId);
    }

    /** Every agent that has marks. */
    public Collection<String> markedAgents() {
        return index.markedAgents();
    }

    /** How many tool calls all agents together have made. */
    public long toolCallCount() {
        return toolCallCount;
    }

    /** Whether an agent is known to have moved between sessions of one client. */
    boolean hasMovedAgents() {
        return index.hasMovedAgents();
    }

    /** A call of an agent; null when it was not seen. */
    public @Nullable ToolRow tool(String agentId, String toolUseId) {
        return (ToolRow) get(new RowKey.OfTool(agentId, toolUseId));
    }

    public List<ToolRow> tools(String agentId) {
        return reader.tools(agentId);
    }

    /** Passes an agent's tool calls one by one, because there may be more than fit into memory. */
    public void forEachTool(String agentId, Consumer<ToolRow> each) {
        reader.forEachTool(agentId, each);
    }

    /** An agent's requests to a person, each once, in time order. */
    public List<WaitRow> waits(String agentId) {
        return WaitDeduplicator.deduplicate(reader.waits(agentId));
    }

    /** The same with every report of a request, in no particular order. */
    List<WaitRow> allWaits(String agentId) {
        return reader.waits(agentId);
    }

    /** Every shell that ran in the background, in no particular order. */
    public List<ShellRow> shells() {
        return reader.shells();
    }

    /** The latest texts of an agent, or of the call that asked for it, the latest first. */
    public List<TextRow> texts(String ownerId, int most) {
        return reader.texts(ownerId, most);
    }

    /** The text of a prompt; null when it was not seen, and when privacy forbade to keep it. */
    @Nullable
    TextRow promptText(PromptRow prompt) {
        return prompt.ownAt() == null
                ? null
                : text(new RowKey.OfText(AgentId.ROOT, prompt.ownAt(), AgentText.Part.PROMPT, prompt.promptId()));
    }

    /** A text; null when it was not seen, and when privacy forbade to keep it. */
    @Nullable
    TextRow text(RowKey.OfText key) {
        return (TextRow) get(key);
    }

    /** False when no event of the session was ever merged. */
    public boolean known() {
        return !session().equals(SessionRow.EMPTY) || !agents().isEmpty();
    }

    /** Whether an agent itself was seen and its type is known, so that another sighting does not change its place in the tree. */
    boolean hasPlaceInTree(String agentId) {
        AgentRow agent = agents().get(agentId);
        return agent != null && agent.seen() != null && (agent.type() != null || agent.isRoot());
    }

    /** Merges a fragment in. Returns false when it says nothing new. */
    public boolean merge(Row fragment) {
        Row before = get(fragment.key());
        Row after = before == null ? fragment : before.merge(fragment);
        if (after.equals(before)) {
            return false;
        }
        int asked = before == null && after instanceof WaitRow wait ? counters.addedRequests(wait) : 0;
        put(after);
        switch (after) {
            case ToolRow tool -> counters.call((ToolRow) before, tool);
            case WaitRow wait -> counters.requests(wait.agentId(), asked);
            case SessionRow ignored -> {}
            case ClientRow ignored -> {}
            case PromptRow ignored -> {}
            case AgentRow ignored -> {}
            case RunMark ignored -> {}
            case SpawnRow ignored -> {}
            case LinkRow ignored -> {}
            case ShellRow ignored -> {}
            case TextRow ignored -> {}
        }
        return true;
    }

    private @Nullable Row get(RowKey key) {
        Row held = index.get(key);
        return held != null || RowIndex.holdsAll(key) ? held : find(key);
    }

    private @Nullable Row find(RowKey key) {
        return keyFilter.mightContain(key) ? reader.get(key) : null;
    }

    private void put(Row row) {
        if (row instanceof AgentRow agent) {
            AgentRow before = agents().get(agent.agentId());
            toolCallCount += agent.counts()
                    .minus(before == null ? Counts.ZERO : before.counts())
                    .toolCalls();
            index.put(row);
            unsaved.add(agent.agentId());
        } else {
            index.put(row);
            writable().put(row);
            keyFilter.add(row.key());
        }
    }

    /** To be called when all fragments of an event are merged. */
    public void save() {
        for (String agentId : unsaved) {
            writable().put(Objects.requireNonNull(agents().get(agentId), "a changed agent has a row"));
        }
        unsaved.clear();
    }

    /** Deletes every row from the store; the rows in memory stay as they are. */
    void deleteAll() {
        writable().deleteAll();
    }

    private RowStore writable() {
        if (store == null) {
            throw new UnsupportedOperationException("these rows are for reading");
        }
        return store;
    }

    /** A read-only copy with every core row passed through {@code change}; null drops the row. */
    SessionRows mapped(UnaryOperator<Row> change) {
        return readOnly(sessionId, new MappedRowStore(reader, change));
    }
}
