package io.delegraph.tools.accuracy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.delegraph.schemas.Json;
import io.delegraph.tools.replay.LineFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the client's own records of each delegation from transcripts, without the importer: sizes of its prompt and its result, the
 * client's measured duration, the usage of each model request, whether the parent waited. Waits for a person are in no transcript.
 */
public final class RawTranscripts {
    private static final Set<String> DELEGATING = Set.of("Agent", "Task");
    private static final Pattern NOTIFICATION = Pattern.compile(
            "<task-notification>.*?<task-id>(\\w+)</task-id>.*<status>completed</status>.*<result>(.*)</result>",
            Pattern.DOTALL);

    private final Map<String, RawCall> calls = new HashMap<>();
    private final Map<String, RawTokenUsage> spending = new HashMap<>();

    /** Sizes of results that did not come with the call's answer, in characters, by agent. */
    private final Map<String, Integer> results = new HashMap<>();

    /** Agents by the calls that wait for them. */
    private final Map<String, String> waits = new HashMap<>();

    private final Set<String> waitedFor = new HashSet<>();

    /** Reads a file; {@code agentId} is null for a session's own. Lines that are not JSON are skipped. */
    public void read(Path file, @Nullable String agentId) throws IOException {
        new LineFile(file.toString()).read((number, line) -> {
            try {
                entry(Json.MAPPER.readTree(line.getBytes(StandardCharsets.ISO_8859_1)), agentId);
            } catch (JsonProcessingException e) {
                // truncated: the importer reports it
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private void entry(JsonNode entry, @Nullable String agentId) {
        String session = entry.path("sessionId").asText("");
        JsonNode message = entry.path("message");
        if (agentId != null) {
            spending(session, agentId).ownRequest(message);
        }
        JsonNode data = entry.path("data");
        if ("agent_progress".equals(data.path("type").asText())) {
            spending(session, data.path("agentId").asText(""))
                    .request(data.path("message").path("message"));
        }
        for (JsonNode block : message.path("content")) {
            switch (block.path("type").asText("")) {
                case "tool_use" -> called(session, block);
                case "tool_result" ->
                    answered(session, block.path("tool_use_id").asText(""), entry.path("toolUseResult"));
                default -> {}
            }
        }
        for (JsonNode words : List.of(entry.path("content"), message.path("content"))) {
            Matcher notification = NOTIFICATION.matcher(words.asText(""));
            if (notification.find()) {
                results.put(
                        key(session, notification.group(1)),
                        notification.group(2).length());
            }
        }
    }

    private void called(String session, JsonNode block) {
        String key = key(session, block.path("id").asText(""));
        JsonNode input = block.path("input");
        String tool = block.path("name").asText("");
        if (DELEGATING.contains(tool)) {
            calls.put(key, new RawCall(input.path("prompt").asText("").length(), null));
        } else if (tool.equals("TaskOutput") && input.path("block").asBoolean(true)) {
            waits.put(key, key(session, input.path("task_id").asText("")));
        }
    }

    private void answered(String session, String call, JsonNode result) {
        String key = key(session, call);
        calls.computeIfPresent(key, (id, asked) -> new RawCall(asked.promptChars(), result));
        JsonNode task = result.path("task");
        if (waits.containsKey(key) && task.path("status").asText("").equals("completed")) {
            waitedFor.add(waits.get(key));
            results.put(waits.get(key), task.path("result").asText("").length());
        }
    }

    private RawTokenUsage spending(String session, String agentId) {
        return spending.computeIfAbsent(key(session, agentId), id -> new RawTokenUsage());
    }

    private static String key(String session, String id) {
        return session + " " + id;
    }

    /** Amounts by the names of {@link ContextFields}; unknown ones are absent. */
    Map<String, Double> of(String session, String call) {
        RawCall rawCall = calls.get(key(session, call));
        if (rawCall == null || rawCall.answer() == null) {
            return Map.of();
        }
        Map<String, Double> amounts = new HashMap<>();
        String agent = key(session, rawCall.agentId());
        if (rawCall.completed()) {
            amounts.put("completion_time_ms", rawCall.durationMs());
            passed(rawCall.promptChars(), rawCall.resultChars(), amounts);
            amounts.put("sync_points", 1.0);
        } else if (rawCall.inBackground()) {
            if (results.containsKey(agent)) {
                passed(rawCall.promptChars(), results.get(agent), amounts);
            }
            amounts.put("sync_points", waitedFor.contains(agent) ? 1.0 : 0.0);
        }
        Long tokens = spending.getOrDefault(agent, new RawTokenUsage()).with(rawCall.lastRequest());
        if (tokens != null) {
            amounts.put("resource_usage", (double) tokens);
        }
        return amounts;
    }

    /** Adds a prompt and a result, which are all messages in these sessions. */
    private static void passed(int prompt, int result, Map<String, Double> amounts) {
        amounts.put("message_count", 2.0);
        amounts.put("data_transfer_chars", (double) prompt + result);
    }
}
