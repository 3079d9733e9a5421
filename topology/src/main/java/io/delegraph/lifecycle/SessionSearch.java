package io.delegraph.lifecycle;

import static io.delegraph.schemas.AgentId.ROOT;

import io.delegraph.lifecycle.row.RunMark;
import io.delegraph.lifecycle.row.Timestamped;
import io.delegraph.lifecycle.row.ToolRow;
import io.delegraph.schemas.event.ToolAction;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.SessionMatch;
import io.delegraph.schemas.lifecycle.SessionMatch.Field;
import java.util.List;
import java.util.Optional;

/**
 * Looks for words in a session: each must be in some text of it, as a part of a word or whole, in upper or lower case. Tool calls, which
 * are many, are only read while a word is missing.
 */
final class SessionSearch {
    private final SessionRows rows;
    private final List<AgentLifecycle> agents;
    private final SearchHits hits;

    /** @param agents of the session */
    private SessionSearch(SessionRows rows, List<AgentLifecycle> agents, SearchHits hits) {
        this.rows = rows;
        this.agents = agents;
        this.hits = hits;
    }

    /** Where the words, in lower case, are; empty unless all are found. */
    static Optional<SessionMatch> find(SessionRows rows, List<AgentLifecycle> agents, List<String> words) {
        return new SessionSearch(rows, agents, new SearchHits(words, SessionMatch.MAX_HITS)).find();
    }

    private Optional<SessionMatch> find() {
        String title = SessionTitle.of(rows).map(SessionTitle::text).orElse(null);
        String project = Timestamped.valueOf(rows.session().project());
        hits.look(Field.TITLE, title, null);
        hits.look(Field.PROJECT, project, null);
        hits.look(Field.SESSION_ID, rows.sessionId(), null);
        agents.forEach(this::agent);
        errors();
        if (!hits.complete()) {
            rows.agents().keySet().forEach(agent -> rows.forEachTool(agent, this::call));
        }
        if (!hits.complete()) {
            return Optional.empty();
        }
        AgentLifecycle root = agents.stream()
                .filter(agent -> agent.agentId().equals(ROOT))
                .findFirst()
                .orElseThrow();
        long lastSeenAt =
                rows.session().seen() == null ? 0 : rows.session().seen().lastAt();
        return Optional.of(new SessionMatch(rows.sessionId(), title, project, root.state(), lastSeenAt, hits.list()));
    }

    private void agent(AgentLifecycle agent) {
        hits.look(Field.DESCRIPTION, agent.description(), agent.agentId());
        hits.look(Field.AGENT_TYPE, agent.agentType(), agent.agentId());
        hits.look(Field.AGENT_NAME, agent.name(), agent.agentId());
        hits.look(Field.ERROR, agent.errorMessage(), agent.agentId());
        hits.look(Field.STATE, agent.state().name(), agent.agentId());
    }

    private void errors() {
        rows.prompts().values().stream()
                .filter(prompt -> prompt.failed() != null)
                .forEach(prompt -> hits.look(
                        Field.ERROR, StateReasons.failure(prompt.failed().value()), ROOT));
        rows.markedAgents()
                .forEach(agent -> rows.marks(agent).stream()
                        // a moved agent's mark has the id of a session there
                        .filter(mark -> mark.kind() != RunMark.Kind.MOVED)
                        .forEach(mark -> hits.look(Field.ERROR, mark.message(), agent)));
    }

    private void call(ToolRow call) {
        if (call.action() == ToolAction.WRITE_FILE) {
            hits.look(Field.FILE, call.target(), call.agentId());
        }
        hits.look(Field.ERROR, call.errorMessage(), call.agentId());
    }
}
