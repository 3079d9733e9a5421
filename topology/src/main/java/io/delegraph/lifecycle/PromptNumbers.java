package io.delegraph.lifecycle;

import io.delegraph.lifecycle.row.PromptRow;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Numbers of a session's prompts, from 1, in the order in which they were given. */
final class PromptNumbers {
    private final Map<String, Integer> numbers = new HashMap<>();

    PromptNumbers(SessionRows rows) {
        List<PromptRow> given = rows.prompts().values().stream()
                .filter(prompt -> prompt.ownAt() != null)
                .sorted(Comparator.comparing(PromptRow::ownAt).thenComparing(PromptRow::promptId))
                .toList();
        given.forEach(prompt -> numbers.put(prompt.promptId(), numbers.size() + 1));
    }

    /** Null for a prompt that was not seen. */
    @Nullable
    Integer of(String promptId) {
        return numbers.get(promptId);
    }
}
