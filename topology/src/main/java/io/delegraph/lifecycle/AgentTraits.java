package io.delegraph.lifecycle;

import io.delegraph.lifecycle.row.AgentRow;
import io.delegraph.lifecycle.row.SpawnRow;
import io.delegraph.schemas.event.AgentMeta;
import io.delegraph.schemas.event.SpawnRequest;
import io.delegraph.schemas.lifecycle.AgentKind;
import org.jspecify.annotations.Nullable;

/**
 * What is known about an agent's identity, each value from its best source.
 *
 * @param model of the agent's own messages, else of its call's answer, else as it was asked for
 */
record AgentTraits(
        @Nullable String type,
        @Nullable String description,
        @Nullable String name,
        @Nullable String model) {
    /** The type that the SDK reports for every agent, whatever type was requested. */
    private static final String GENERAL_PURPOSE = "general-purpose";

    /** {@code spawn} is null for an agent whose request is unknown. */
    static AgentTraits of(AgentRow row, AgentKind kind, @Nullable SpawnRow spawn) {
        SpawnRequest request = spawn == null ? null : spawn.request();
        AgentMeta meta = row.meta();
        return new AgentTraits(
                type(row, kind, meta, request),
                firstNonNull(request == null ? null : request.description(), meta == null ? null : meta.description()),
                firstNonNull(request == null ? null : request.name(), meta == null ? null : meta.name()),
                model(row, spawn, meta));
    }

    /** The type as the client reports it. For a member of a team and for an agent of the SDK, the requested type is used instead. */
    private static @Nullable String type(
            AgentRow row, AgentKind kind, @Nullable AgentMeta meta, @Nullable SpawnRequest request) {
        String noted = meta == null ? null : meta.agentType();
        String wanted = request == null ? null : request.agentType();
        return switch (kind) {
            case ROOT -> row.type();
            case TEAMMATE, REMOTE_TEAMMATE -> firstNonNull(wanted, noted, row.type());
            case SUBAGENT, WORKFLOW_AGENT, STRAY ->
                GENERAL_PURPOSE.equals(row.type())
                        ? firstNonNull(noted, wanted, row.type())
                        : firstNonNull(row.type(), noted, wanted);
        };
    }

    private static @Nullable String model(AgentRow row, @Nullable SpawnRow spawn, @Nullable AgentMeta meta) {
        return firstNonNull(
                row.usage() == null ? null : row.usage().value().model(),
                spawn == null || spawn.totals() == null ? null : spawn.totals().model(),
                meta == null ? null : meta.model(),
                spawn == null || spawn.request() == null
                        ? null
                        : spawn.request().model());
    }

    private static @Nullable String firstNonNull(@Nullable String... values) {
        for (String value : values) {
            if (value != null) {
                return value;
            }
        }
        return null;
    }
}
