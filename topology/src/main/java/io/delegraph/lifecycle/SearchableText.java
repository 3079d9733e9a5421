package io.delegraph.lifecycle;

import io.delegraph.lifecycle.row.AgentRow;
import io.delegraph.lifecycle.row.Failure;
import io.delegraph.lifecycle.row.SpawnRow;
import io.delegraph.lifecycle.row.Timestamped;
import io.delegraph.lifecycle.row.ToolRow;
import io.delegraph.schemas.event.AgentMeta;
import io.delegraph.schemas.event.SpawnRequest;
import io.delegraph.schemas.event.ToolAction;
import io.delegraph.schemas.lifecycle.AgentState;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All texts of a session that a search may find, in one: enough to tell that a session has not the words.
 *
 * @param text in lower case
 * @param withStates whether the names of its agents' states are in it; without, every name of a state counts as found
 */
public record SearchableText(String text, boolean withStates) {
    private static final String BETWEEN = "\n";
    private static final List<String> STATES = Arrays.stream(AgentState.values())
            .map(state -> state.name().toLowerCase(Locale.ROOT))
            .toList();

    /** Without states. Reads every tool call of the session. */
    public static SearchableText of(SessionRows rows) {
        Collector all = new Collector();
        all.session(rows);
        rows.agents().values().forEach(all::agent);
        rows.spawns().values().forEach(all::spawn);
        rows.markedAgents().forEach(agent -> rows.marks(agent).forEach(mark -> all.add(mark.message())));
        rows.agents().keySet().forEach(agent -> rows.forEachTool(agent, all::call));
        return new SearchableText(String.join(BETWEEN, all.texts), false);
    }

    /** With the states of all agents, or as it is when one may still change with time alone. */
    public SearchableText with(List<AgentState> states) {
        if (withStates || !states.stream().allMatch(AgentState::terminal)) {
            return this;
        }
        String names = states.stream()
                .distinct()
                .map(state -> BETWEEN + state.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
        return new SearchableText(text + names, true);
    }

    /** Whether the session may have all of the words, which are in lower case and without blanks. */
    public boolean mayHave(List<String> words) {
        return words.stream().allMatch(word -> text.contains(word) || (!withStates && isOfState(word)));
    }

    private static boolean isOfState(String word) {
        return STATES.stream().anyMatch(state -> state.contains(word));
    }

    private static final class Collector {
        private final Set<String> texts = new LinkedHashSet<>();

        private void session(SessionRows rows) {
            SessionTitle.of(rows).ifPresent(title -> add(title.text()));
            add(Timestamped.valueOf(rows.session().project()));
            add(rows.sessionId());
            failure(rows.session().turnFailed());
            rows.prompts().values().forEach(prompt -> failure(prompt.failed()));
        }

        private void failure(@Nullable Timestamped<Failure> failed) {
            if (failed != null) {
                add(StateReasons.failure(failed.value()));
            }
        }

        private void agent(AgentRow agent) {
            add(agent.type());
            AgentMeta meta = agent.meta();
            if (meta != null) {
                add(meta.agentType());
                add(meta.description());
                add(meta.name());
            }
        }

        private void spawn(SpawnRow spawn) {
            SpawnRequest request = spawn.request();
            if (request != null) {
                add(request.agentType());
                add(request.description());
                add(request.name());
            }
            add(Timestamped.valueOf(spawn.failed()));
        }

        private void call(ToolRow call) {
            if (call.action() == ToolAction.WRITE_FILE) {
                add(call.target());
            }
            add(call.errorMessage());
        }

        private void add(@Nullable String text) {
            if (text != null) {
                texts.add(text.toLowerCase(Locale.ROOT));
            }
        }
    }
}
