package io.delegraph.transcript;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The answer of an Agent call as its hook's {@code tool_response}: from the client's record or, in a subagent's transcript, which lacks
 * that, from the text for the model.
 */
record AgentToolResponse(ObjectNode response) {
    private static final String LAUNCHED = "async_launched";
    private static final Pattern AGENT_ID = Pattern.compile("^agentId: (\\w[\\w-]*)", Pattern.MULTILINE);
    private static final Pattern TOTAL =
            Pattern.compile("\\b(subagent_tokens|total_tokens|tool_uses|duration_ms): (\\d{1,15})\\b");

    /** The fields that ingest reads; the prompt and the usage of the last request are not among them. */
    private static final List<String> COPIED_FIELDS = List.of(
            "status",
            "isAsync",
            "agentId",
            "totalDurationMs",
            "totalTokens",
            "totalToolUseCount",
            "resolvedModel",
            "content",
            "sessionUrl",
            "worktreePath",
            "taskId",
            "teammate_id");

    static AgentToolResponse of(ToolResult result, AgentFiles files) {
        JsonNode answer = result.entry().toolUseResult();
        ObjectNode response = JsonNodeFactory.instance.objectNode();
        if (answer.isObject()) {
            for (String field : COPIED_FIELDS) {
                if (answer.has(field)) {
                    response.set(field, answer.get(field));
                }
            }
            return new AgentToolResponse(response);
        }
        String words = result.words();
        response.put("status", words.startsWith("Async agent launched") ? LAUNCHED : "completed");
        String agentId = files.startedBy(result.toolUseId());
        Matcher named = AGENT_ID.matcher(words);
        if (agentId == null && named.find()) {
            agentId = named.group(1);
        }
        if (agentId != null) {
            response.put("agentId", agentId);
        }
        totals(words.substring(Math.max(0, words.lastIndexOf("<usage>"))), response);
        return new AgentToolResponse(response);
    }

    private static void totals(String words, ObjectNode response) {
        if (!words.startsWith("<usage>")) {
            return;
        }
        Matcher total = TOTAL.matcher(words);
        while (total.find()) {
            String field = switch (total.group(1)) {
                case "tool_uses" -> "totalToolUseCount";
                case "duration_ms" -> "totalDurationMs";
                default -> "totalTokens";
            };
            response.put(field, Long.parseLong(total.group(2)));
        }
    }

    /** Sets the agent's id, which older clients' answers lack. */
    void setAgentId(String agentId) {
        response.put("agentId", agentId);
    }

    /** The agent's id; null when the answer has none. */
    @Nullable
    String agentId() {
        return response.path("agentId").textValue();
    }

    /** Duration of the agent's work, ms; null when not reported. */
    @Nullable
    Long durationMs() {
        JsonNode duration = response.path("totalDurationMs");
        return duration.canConvertToLong() && duration.isIntegralNumber() ? (Long) duration.longValue() : null;
    }

    Delegation.DelegationOutcome outcome() {
        String status = response.path("status").asText("");
        if (response.path("isAsync").booleanValue() || status.equals(LAUNCHED)) {
            return Delegation.DelegationOutcome.IN_BACKGROUND;
        }
        return switch (status) {
            case "remote_launched" -> Delegation.DelegationOutcome.REMOTE;
            case "teammate_spawned" -> Delegation.DelegationOutcome.TEAMMATE;
            default -> Delegation.DelegationOutcome.ANSWERED;
        };
    }
}
