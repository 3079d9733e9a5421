package io.delegraph.ingest.claudecode;

import com.fasterxml.jackson.databind.JsonNode;
import io.delegraph.ingest.JsonFields;
import io.delegraph.security.action.CallExtractor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What calls of rarer tools do: PowerShell, a search that shows lines, and tools of MCP servers, which are known by the words of their
 * names and by what they are given. What a server does beyond that cannot be seen.
 */
final class OtherTools {
    private static final String MCP = "mcp__";
    private static final Pattern READS = Pattern.compile("(?:^|_)(?:read|get|view|open|cat|load)(?:_|$)");
    private static final Pattern WRITES =
            Pattern.compile("(?:^|_)(?:write|edit|create|append|insert|replace|update|save|modify)(?:_|$)");
    private static final Pattern DELETES = Pattern.compile("(?:^|_)(?:delete|remove|unlink)(?:_|$)");
    private static final Pattern MOVES = Pattern.compile("(?:^|_)(?:move|rename)(?:_|$)");
    private static final Pattern COPIES = Pattern.compile("(?:^|_)copy(?:_|$)");
    private static final Pattern SENDS = Pattern.compile("(?:^|_)(?:post|upload|send|put)(?:_|$)");
    private static final Pattern SHELL =
            Pattern.compile("(?:^|_)(?:shell|bash|terminal|command|cmd|exec|execute|run|process)(?:_|$)");
    private static final Pattern DATABASE = Pattern.compile(
            "sql|postgres|maria|mongo|database|duckdb|clickhouse|snowflake|(?:^|_)db(?:_|$)|supabase|neon");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("(?<=[a-z])(?=[A-Z])|[^A-Za-z0-9]+");

    private OtherTools() {}

    /** Empty when the call does nothing that can be seen. */
    static Optional<CallExtractor> extract(String tool, JsonNode input, CallExtractor extractor) {
        if (tool.startsWith(MCP)) {
            return Optional.of(served(tool, input, extractor));
        }
        return switch (tool) {
            case "PowerShell" -> {
                String script = JsonFields.text(input, "command");
                yield script == null ? Optional.empty() : Optional.of(extractor.runsPowerShell(script));
            }
            case "Grep" -> {
                String path = JsonFields.text(input, "path");
                boolean lines = "content".equals(JsonFields.text(input, "output_mode"));
                yield path == null || !lines ? Optional.empty() : Optional.of(extractor.reads(path));
            }
            case "SendMessage" ->
                ClaudeCodeTexts.hasSecret(JsonFields.text(input, "message")) == null
                        ? Optional.empty()
                        : Optional.of(extractor.passesSecret());
            default -> Optional.empty();
        };
    }

    private static CallExtractor served(String tool, JsonNode input, CallExtractor extractor) {
        int server = tool.indexOf("__", MCP.length());
        String name = words(server < 0 ? tool : tool.substring(server + 2));
        paths(name, input, extractor);
        addresses(name, input, extractor);
        String command = text(input, "command", "cmd", "script", "code");
        if (command != null && SHELL.matcher(name).find()) {
            extractor.runs(command);
        }
        String statements = text(input, "sql", "query", "statement");
        if (statements != null && DATABASE.matcher(words(tool)).find()) {
            extractor.queries(statements);
        }
        return extractor;
    }

    private static void paths(String name, JsonNode input, CallExtractor extractor) {
        List<String> sources = new ArrayList<>();
        String path = text(input, "path", "file_path", "filePath", "filename", "absolute_path", "source", "from");
        if (path != null) {
            sources.add(path);
        }
        input.path("paths").forEach(each -> sources.add(each.asText()));
        String target = text(input, "destination", "to", "target");
        String content = text(input, "content", "new_str", "newText");
        for (String source : sources) {
            if (!ofThisMachine(source)) {
                continue;
            }
            if (DELETES.matcher(name).find()) {
                extractor.deletes(source);
            } else if (WRITES.matcher(name).find() || MOVES.matcher(name).find()) {
                extractor.writes(source, content == null ? input.toString() : content);
            } else if (READS.matcher(name).find() || COPIES.matcher(name).find()) {
                extractor.reads(source);
            }
        }
        if (target != null
                && ofThisMachine(target)
                && (MOVES.matcher(name).find() || COPIES.matcher(name).find())) {
            extractor.writes(target, "");
        }
    }

    private static void addresses(String name, JsonNode input, CallExtractor extractor) {
        String address = text(input, "url", "uri", "endpoint");
        if (address == null || !address.matches("(?i)https?://.*")) {
            return;
        }
        String method = text(input, "method");
        boolean sends = SENDS.matcher(name).find() || method != null && method.matches("(?i)POST|PUT|PATCH");
        if (sends) {
            extractor.sends(address);
        } else {
            extractor.fetches(address);
        }
    }

    /** A relative path may be one of a repository or of a bucket elsewhere. */
    private static boolean ofThisMachine(String path) {
        return path.startsWith("/") || path.startsWith("~") || path.matches("[A-Za-z]:[\\\\/].*");
    }

    private static @Nullable String text(JsonNode input, String... fields) {
        for (String field : fields) {
            String text = JsonFields.text(input, field);
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    private static String words(String name) {
        return BETWEEN_WORDS.matcher(name).replaceAll("_").toLowerCase(Locale.ROOT);
    }
}
