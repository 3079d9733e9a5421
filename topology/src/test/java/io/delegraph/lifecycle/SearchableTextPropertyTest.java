package io.delegraph.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.lifecycle.SessionMatch;
import io.delegraph.schemas.lifecycle.SessionMatch.SearchHit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A session is never passed over for its text when a search would find it. */
class SearchableTextPropertyTest {
    @Property(tries = 60)
    void shouldHaveEveryWordThatASearchFinds(@ForAll long seed, @ForAll boolean meta) {
        List<AgentEvent.InSession> events = RandomSession.of(seed, meta).events();
        Session live = new Session(new SessionRows(RandomSession.ID, new InMemoryRowStore()), TestPolicies.DEFAULT);
        events.forEach(event -> live.on(event, 0));
        SessionView view = live.view(live.lastArrival());
        SearchableText text = SearchableText.of(live.rows());
        SearchableText settled =
                text.with(view.agents().stream().map(AgentLifecycle::state).toList());

        for (String word : words(view)) {
            List<SearchHit> hits =
                    view.find(List.of(word)).map(SessionMatch::hits).orElse(List.of());
            if (!hits.isEmpty()) {
                assertThat(List.of(text.mayHave(List.of(word)), settled.mayHave(List.of(word))))
                        .as("%s, found in %s", word, hits)
                        .containsOnly(true);
            }
        }
        assertThat(text.mayHave(List.of("nowhere-at-all"))).isFalse();
    }

    /** Of everything that is shown of the session, and more that a search does not look at. */
    private static Set<String> words(SessionView view) {
        Set<String> words = new TreeSet<>();
        Stream<String> texts = Stream.concat(
                view.agents().stream()
                        .flatMap(agent -> Stream.of(
                                agent.description(),
                                agent.agentType(),
                                agent.name(),
                                agent.errorMessage(),
                                agent.state().name(),
                                agent.stateReason(),
                                agent.project())),
                view.summary().title() == null
                        ? Stream.of()
                        : Stream.of(view.summary().title()));
        texts.filter(Objects::nonNull)
                .flatMap(text -> Arrays.stream(text.toLowerCase(Locale.ROOT).split("\\s+", -1)))
                .forEach(words::add);
        for (AgentState state : AgentState.values()) {
            words.add(state.name().substring(1, 4).toLowerCase(Locale.ROOT));
        }
        words.remove("");
        return words;
    }
}
