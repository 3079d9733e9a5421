package io.delegraph.codec;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The compression dictionary of the row codec: words that occur in most rows take one byte each. It gives no word a meaning, and a word
 * that it lacks is written in full. The numbers are stored in users' stores, so words may only be appended. The words are agent types,
 * tools, permission modes, endings and models, from Claude Code's reference of hook events and the price list.
 */
final class CodecDictionary {
    private static final List<String> WORDS = List.of(
            "",
            "claude-code",
            "completed",
            "failed",
            "killed",
            "async_launched",
            "remote_launched",
            "teammate_spawned",
            "general-purpose",
            "Explore",
            "Plan",
            "default",
            "acceptEdits",
            "plan",
            "auto",
            "dontAsk",
            "bypassPermissions",
            "Agent",
            "Task",
            "Bash",
            "BashOutput",
            "KillShell",
            "Read",
            "Write",
            "Edit",
            "MultiEdit",
            "NotebookEdit",
            "Glob",
            "Grep",
            "WebFetch",
            "WebSearch",
            "TodoWrite",
            "ToolSearch",
            "SendMessage",
            "TaskStop",
            "TaskOutput",
            "Skill",
            "AskUserQuestion",
            "ExitPlanMode",
            "EnterPlanMode",
            "TaskCreate",
            "TaskUpdate",
            "TaskList",
            "TaskGet",
            "Monitor",
            "Workflow",
            "opus",
            "sonnet",
            "haiku",
            "worktree",
            "claude-opus-5-5",
            "claude-opus-5",
            "claude-opus-4-6",
            "claude-opus-4-5-20251101",
            "claude-sonnet-5-5",
            "claude-sonnet-5",
            "claude-sonnet-4-6",
            "claude-sonnet-4-5",
            "claude-sonnet-4-5-20250929",
            "claude-haiku-4-5-20251001");

    private static final Map<String, Integer> NUMBERS = new HashMap<>();

    static {
        for (int i = 0; i < WORDS.size(); i++) {
            NUMBERS.put(WORDS.get(i), i);
        }
    }

    private CodecDictionary() {}

    /** -1 for a word that is not in the dictionary. */
    static int number(String word) {
        return NUMBERS.getOrDefault(word, -1);
    }

    static String word(int number) {
        if (number >= WORDS.size()) {
            throw new IllegalStateException("word " + number + " of a row: it was written by a newer program");
        }
        return WORDS.get(number);
    }

    static List<String> words() {
        return WORDS;
    }
}
