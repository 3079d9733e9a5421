package io.delegraph.ingest.claudecode;

import io.delegraph.ingest.Secrets;
import io.delegraph.security.action.InjectionMarks;
import org.jspecify.annotations.Nullable;

/** What security rules need of the texts of Claude Code's hooks, without the texts. */
final class ClaudeCodeTexts {
    /** What the client puts in front of an agent's result that it has changed. */
    private static final String CHANGED_BY_CLIENT = "[harness: subagent output matched instruction-shaped pattern";

    private ClaudeCodeTexts() {}

    /** True when an agent's result speaks to its reader as a system or as a person does; null otherwise, also for null. */
    static @Nullable Boolean givesOrders(@Nullable String result) {
        return result != null && InjectionMarks.in(result) ? Boolean.TRUE : null;
    }

    /** True when the client withheld or changed the result that it answers with; null otherwise, also for null. */
    static @Nullable Boolean changedByClient(@Nullable String answer) {
        return answer != null && answer.contains(CHANGED_BY_CLIENT) ? Boolean.TRUE : null;
    }

    /** True when a secret is in the text, or was before it was masked on its way; null otherwise, also for null. */
    static @Nullable Boolean hasSecret(@Nullable String text) {
        return text != null && Secrets.present(text) ? Boolean.TRUE : null;
    }
}
