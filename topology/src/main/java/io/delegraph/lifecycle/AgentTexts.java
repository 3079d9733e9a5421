package io.delegraph.lifecycle;

import io.delegraph.lifecycle.row.TextRow;
import io.delegraph.schemas.lifecycle.AgentText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The texts of one agent: its task first, then as many of its latest texts as fit.
 *
 * @param texts the task first, then the others, oldest first
 * @param omitted number of older texts that were left out, among the latest {@value #MAX_ROWS_READ}
 */
record AgentTexts(List<AgentText> texts, int omitted) {
    /** Maximum size of one agent's texts, characters. */
    static final int MAX_CHARACTERS = 100_000;

    private static final int MAX_ROWS_READ = 1_000;

    private static final Comparator<AgentText> IN_TIME =
            Comparator.comparingLong(AgentText::at).thenComparing(AgentText::part);

    /** {@code requestToolUseId} is the call that asked for the agent; null when unknown. */
    static AgentTexts of(SessionRows rows, String agentId, @Nullable String requestToolUseId) {
        List<TextRow> request = requestToolUseId == null ? List.of() : rows.texts(requestToolUseId, 1);
        List<TextRow> own = rows.texts(agentId, MAX_ROWS_READ);
        List<AgentText> kept = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        int characters = 0;
        int leftOut = 0;
        for (TextRow row : Stream.concat(request.stream(), own.stream()).toList()) {
            // hooks that are installed twice report every text twice
            if (!seen.add(row.part() + row.id())) {
                continue;
            }
            characters += row.text().length();
            if (characters <= MAX_CHARACTERS) {
                kept.add(new AgentText(row.part(), row.id(), row.at(), row.text()));
            } else {
                leftOut++;
            }
        }
        int asked = Math.min(request.size(), kept.size());
        kept.subList(asked, kept.size()).sort(IN_TIME);
        return new AgentTexts(kept, leftOut);
    }
}
