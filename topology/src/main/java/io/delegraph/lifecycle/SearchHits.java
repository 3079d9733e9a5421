package io.delegraph.lifecycle;

import io.delegraph.schemas.lifecycle.SessionMatch.Field;
import io.delegraph.schemas.lifecycle.SessionMatch.SearchHit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where the words of a search were found in one session: each text once, and those first that a word was found in for the first time. */
final class SearchHits {
    private final Set<String> missing;
    private final List<String> words;
    private final int limit;
    private final List<SearchHit> first = new ArrayList<>();
    private final List<SearchHit> others = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();

    /** @param words in lower case */
    SearchHits(List<String> words, int limit) {
        this.words = List.copyOf(words);
        this.missing = new HashSet<>(words);
        this.limit = limit;
    }

    /** Whether every word was found. */
    boolean complete() {
        return missing.isEmpty();
    }

    /** Looks for the words in a text, which may be null; {@code agentId} is null for the session's own. */
    void look(Field field, @Nullable String text, @Nullable String agentId) {
        if (text == null || (missing.isEmpty() && first.size() + others.size() >= limit)) {
            return;
        }
        String lower = text.toLowerCase(Locale.ROOT);
        List<String> found = words.stream().filter(lower::contains).toList();
        if (found.isEmpty() || !seen.add(field + text)) {
            return;
        }
        SearchHit hit = new SearchHit(field, text, agentId);
        if (missing.removeAll(found)) {
            first.add(hit);
        } else if (others.size() < limit) {
            others.add(hit);
        }
    }

    List<SearchHit> list() {
        List<SearchHit> all = new ArrayList<>(first);
        all.addAll(others);
        return List.copyOf(all.subList(0, Math.min(limit, all.size())));
    }
}
