package io.delegraph.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import io.delegraph.schemas.event.Sources;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a producer may put around a hook payload; for a bare payload everything but {@code source} and {@code hook} is null.
 *
 * @param id unique, the same for a repeat
 * @param at when the hook fired, epoch ms
 * @param source the client that fired it; {@link Sources#CLAUDE_CODE}, whose payloads come bare, where nothing tells
 * @param agentMeta the client's note about the agent, as it stands in {@code agent-<id>.meta.json}
 * @param agentUsage tokens of the agent's transcript
 * @param history true when a transcript told it afterwards
 */
public record Envelope(
        @Nullable String id,
        @Nullable Long at,
        String source,
        @Nullable String sourceVersion,
        @Nullable String host,
        @Nullable String user,
        @Nullable Long clientPid,
        List<Long> ancestorPids,
        @Nullable JsonNode agentMeta,
        @Nullable JsonNode agentUsage,
        @Nullable Boolean history,
        JsonNode hook) {

    static Envelope of(JsonNode record) {
        JsonNode hook = record.get("hook");
        if (hook == null && record.has("v") && !record.has("hook_event_name")) {
            throw new RejectedException("an envelope without a hook", "hook");
        }
        if (hook == null) {
            return new Envelope(
                    null, null, Sources.CLAUDE_CODE, null, null, null, null, List.of(), null, null, null, record);
        }
        if (!hook.isObject()) {
            throw new RejectedException("the envelope's hook is not an object", "hook");
        }
        String source = JsonFields.id(record, "source");
        return new Envelope(
                JsonFields.id(record, "id"),
                JsonFields.number(record, "at"),
                source == null ? Sources.CLAUDE_CODE : source,
                JsonFields.id(record, "source_version"),
                JsonFields.id(record, "host"),
                JsonFields.id(record, "user"),
                JsonFields.number(record, "client_pid"),
                pids(record.get("ancestor_pids")),
                JsonFields.object(record, "agent_meta"),
                JsonFields.object(record, "agent_usage"),
                JsonFields.flag(record, "history"),
                hook);
    }

    private static List<Long> pids(@Nullable JsonNode node) {
        List<Long> pids = new ArrayList<>();
        if (node != null && node.isArray()) {
            for (JsonNode pid : node) {
                if (pid.isIntegralNumber() && pid.canConvertToLong() && pids.size() < 64) {
                    pids.add(pid.longValue());
                }
            }
        }
        return pids;
    }
}
