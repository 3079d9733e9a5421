package io.delegraph.ingest.claudecode;

import io.delegraph.ingest.JsonFields;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A {@code <task-notification>}, as the client writes it into a prompt. Its result is the agent's own text and may contain anything, so the
 * fields before it and the usage after it are read separately.
 *
 * @param tokens null when not reported
 * @param toolUses null when not reported
 * @param durationMs null when not reported
 * @param worktreePath of the worktree that was kept; null when none is named
 * @param interim true when the agent stopped only until its own background work ends
 * @param agentCount agents of a run of the Workflow tool; null when not reported
 */
record TaskNotification(
        String taskId,
        @Nullable String toolUseId,
        @Nullable String status,
        @Nullable Long tokens,
        @Nullable Integer toolUses,
        @Nullable Long durationMs,
        @Nullable String worktreePath,
        boolean interim,
        @Nullable Integer agentCount) {
    /** The client's wording in a notification that the agent may go on by itself. */
    private static final Pattern INTERIM =
            Pattern.compile("(?i)background work of its own still running|may be interim");

    private static final String OPEN = "<task-notification>";
    /** Longer than the longest path in Linux. */
    private static final int MAX_PATH = 4_096;

    private static final int MAX_NOTE = 2_000;

    private static final Pattern BETWEEN = Pattern.compile("</task-notification>\\s*(?=<task-notification>)");

    /** Every notification in the prompt; empty when it is a person's. */
    static List<TaskNotification> parse(@Nullable String prompt) {
        List<TaskNotification> notifications = new ArrayList<>();
        if (prompt != null && prompt.stripLeading().startsWith(OPEN)) {
            for (String one : BETWEEN.split(prompt, -1)) {
                TaskNotification notification = one(one);
                if (notification != null) {
                    notifications.add(notification);
                }
            }
        }
        return notifications;
    }

    private static @Nullable TaskNotification one(String text) {
        int result = text.indexOf("<result>");
        int resultEnd = text.lastIndexOf("</result>");
        String head = result < 0 ? text : text.substring(0, result);
        String tail = resultEnd < 0 ? text : text.substring(resultEnd);
        String taskId = tag(head, "task-id");
        if (taskId == null) {
            return null;
        }
        String note = tag(head, "note", MAX_NOTE);
        return new TaskNotification(
                taskId,
                tag(head, "tool-use-id"),
                tag(head, "status"),
                number(tail, "subagent_tokens"),
                count(tail, "tool_uses"),
                number(tail, "duration_ms"),
                tag(tail, "worktreePath", MAX_PATH),
                note != null && INTERIM.matcher(note).find(),
                count(tail, "agent_count"));
    }

    private static @Nullable String tag(String text, String name) {
        return tag(text, name, JsonFields.MAX_ID);
    }

    private static @Nullable String tag(String text, String name, int longest) {
        Matcher matcher = Pattern.compile("<" + name + ">([^<]{1," + longest + "})</" + name + ">")
                .matcher(text);
        if (!matcher.find()) {
            return null;
        }
        String value = matcher.group(1).strip();
        return value.isEmpty() ? null : value;
    }

    private static @Nullable Integer count(String text, String name) {
        Long count = number(text, name);
        return count == null || count > Integer.MAX_VALUE ? null : (Integer) count.intValue();
    }

    private static @Nullable Long number(String text, String name) {
        String value = tag(text, name);
        return value != null && value.matches("\\d{1,15}") ? Long.valueOf(value) : null;
    }
}
