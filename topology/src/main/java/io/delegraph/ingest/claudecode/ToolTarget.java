package io.delegraph.ingest.claudecode;

import com.fasterxml.jackson.databind.JsonNode;
import io.delegraph.ingest.FilePaths;
import io.delegraph.ingest.JsonFields;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The target of a tool call in one word that reveals nothing private: a file name, a program, a host, an agent. */
final class ToolTarget {
    /** The program after assignments to its environment; possessive, because a greedy group takes a stack frame per assignment. */
    private static final Pattern PROGRAM = Pattern.compile(
            "^\\s*+(?:\\w+=\\S*\\s+)*+(?:[\"']([^\"'\\n]{1,200})[\"']|((?:[A-Za-z]:)?[\\w./\\\\-]{1,200}))");

    /** The cmdlet, function or program after settings of the environment, an assignment and the call operator. */
    private static final Pattern CMDLET = Pattern.compile("^\\s*+(?:\\$env:\\w{1,80}+\\s*+=\\s*+"
            + "(?:'[^'\\n]{0,400}'|\"[^\"\\n]{0,400}\"|[^\\s;\"']{0,400}+)\\s*+;\\s*+)*+(?:\\$\\w{1,80}+\\s*+=\\s*+)?"
            + "(?:[&.]\\s++|&)?+(?:[\"']([^\"'\\n]{1,200})[\"']|((?:[A-Za-z]:)?[\\w./\\\\-]{1,200}))");

    private ToolTarget() {}

    /** Null when there is none. */
    static @Nullable String of(String tool, @Nullable JsonNode input) {
        if (input == null) {
            return null;
        }
        return switch (tool) {
            case "Bash" -> program(PROGRAM, JsonFields.text(input, "command"));
            case "PowerShell" -> program(CMDLET, JsonFields.text(input, "command"));
            case "WebFetch" -> host(JsonFields.text(input, "url"));
            case "SendMessage" -> JsonFields.text(input, "to");
            case "Skill" -> JsonFields.text(input, "skill");
            case "TaskStop", "TaskOutput" -> JsonFields.text(input, "task_id");
            case "AgentOutputTool" -> JsonFields.text(input, "agentId");
            default -> {
                String path = file(input);
                yield FilePaths.lastPart(path == null ? JsonFields.text(input, "path") : path);
            }
        };
    }

    /** The path of the file that a call reads or writes; null when there is none. */
    static @Nullable String file(@Nullable JsonNode input) {
        String path = JsonFields.text(input, "file_path");
        return path == null ? JsonFields.text(input, "notebook_path") : path;
    }

    private static @Nullable String program(Pattern pattern, @Nullable String command) {
        if (command == null) {
            return null;
        }
        Matcher matcher = pattern.matcher(command);
        if (!matcher.find()) {
            return null;
        }
        return FilePaths.lastPart(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
    }

    private static @Nullable String host(@Nullable String url) {
        try {
            return url == null ? null : URI.create(url.strip()).getHost();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
