package io.delegraph.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import io.delegraph.schemas.event.Sources;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The envelope that a producer may put around a hook payload; for a bare payload every field except {@code source} and {@code hook} is
 * null.
 *
 * @param id unique, the same for a repeat
 * @param at when the hook fired, epoch ms
 * @param source the client that fired it; {@link Sources#CLAUDE_CODE}, whose payloads may come bare, when there is none
 * @param agentMeta the client's note about the agent, as stored in {@code agent-<id>.meta.json}
 * @param agentUsage tokens of the agent's transcript
 * @param history true when the event was read from a transcript afterwards
 */
@RecordBuilder
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
    public static EnvelopeBuilder builder() {
        return EnvelopeBuilder.builder();
    }

    static Envelope of(JsonNode record) {
        JsonNode hook = record.get("hook");
        if (hook == null && record.has("v") && !record.has("hook_event_name")) {
            throw new RejectedException("an envelope without a hook", "hook");
        }
        if (hook == null) {
            return builder()
                    .source(Sources.CLAUDE_CODE)
                    .ancestorPids(List.of())
                    .hook(record)
                    .build();
        }
        if (!hook.isObject()) {
            throw new RejectedException("the envelope's hook is not an object", "hook");
        }
        String source = JsonFields.id(record, "source");
        return builder()
                .id(JsonFields.id(record, "id"))
                .at(JsonFields.number(record, "at"))
                .source(source == null ? Sources.CLAUDE_CODE : source)
                .sourceVersion(JsonFields.id(record, "source_version"))
                .host(JsonFields.id(record, "host"))
                .user(JsonFields.id(record, "user"))
                .clientPid(JsonFields.number(record, "client_pid"))
                .ancestorPids(pids(record.get("ancestor_pids")))
                .agentMeta(JsonFields.object(record, "agent_meta"))
                .agentUsage(JsonFields.object(record, "agent_usage"))
                .history(JsonFields.flag(record, "history"))
                .hook(hook)
                .build();
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
