package io.delegraph.security.action;

import java.util.regex.Pattern;

/** Whether a text speaks to the agent that reads it as a system or as a person does. */
public final class InjectionMarks {
    /** The marks stand early or late; a text of megabytes must not hold up its partition. */
    private static final int MAX_SCANNED_CHARS = 20_000;

    private static final Pattern MARKS = Pattern.compile(
            "</?(?:system-reminder|system|function_calls|function_results|task-notification|important_instructions|user-prompt-submit-hook)\\b"
                    + "|\\[(?:SYSTEM|ADMIN|INST)\\]|\\bSYSTEM (?:DIRECTIVE|OVERRIDE|MESSAGE|PROMPT)\\b"
                    + "|\\b(?i:ignore|disregard|forget) (?i:all |any )?(?i:of )?(?i:your |the |my )?(?i:previous|prior|earlier|above) (?i:instructions|rules|orders)"
                    + "|\\b(?i:do not|don't|never) (?i:tell|mention|inform|reveal|show) (?i:this |it |that )?(?i:to )?(?i:the )?(?i:user|person|human|operator)"
                    + "|\\b(?i:without) (?i:telling|informing|notifying|asking|alerting) (?i:the )?(?i:user|person|human|operator)"
                    + "|\\n\\s*\\n(?:Human|User|System):\\s|<\\|im_(?:start|end)\\|>");

    private InjectionMarks() {}

    public static boolean in(String text) {
        int length = text.length();
        String scanned = length <= 2 * MAX_SCANNED_CHARS
                ? text
                : text.substring(0, MAX_SCANNED_CHARS) + "\n" + text.substring(length - MAX_SCANNED_CHARS);
        return MARKS.matcher(scanned).find();
    }
}
