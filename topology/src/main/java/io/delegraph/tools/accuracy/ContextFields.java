package io.delegraph.tools.accuracy;

import io.delegraph.schemas.Json;
import io.delegraph.schemas.graph.AgentContext;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of an agent's context as strings. */
final class ContextFields {
    private ContextFields() {}

    /** Values by name, in the order of the record; missing values are null, all of them without a context. */
    static Map<String, @Nullable String> of(@Nullable AgentContext context) {
        Map<String, @Nullable String> fields = new LinkedHashMap<>();
        fields.put("agent_specialization", context != null ? context.agentSpecialization() : null);
        fields.put("delegation_strategy", context != null ? word(context.delegationStrategy()) : null);
        fields.put("workflow_orchestration", context != null ? word(context.workflowOrchestration()) : null);
        fields.put("delegation_reason", context != null ? word(context.delegationReason()) : null);
        fields.put("expected_outcome", context != null ? word(context.expectedOutcome()) : null);
        fields.put("resource_allocation", context != null ? word(context.resourceAllocation()) : null);
        fields.put("coordination_pattern", context != null ? word(context.coordinationPattern()) : null);
        fields.put("efficiency", context != null ? text(context.efficiency()) : null);
        fields.put("resource_usage", context != null ? text(context.resourceUsage()) : null);
        fields.put("completion_time_ms", context != null ? text(context.completionTimeMs()) : null);
        fields.put("message_count", context != null ? text(context.messageCount()) : null);
        fields.put("data_transfer_chars", context != null ? text(context.dataTransferChars()) : null);
        fields.put("sync_points", context != null ? text(context.syncPoints()) : null);
        return fields;
    }

    private static @Nullable String word(@Nullable Enum<?> constant) {
        return constant == null ? null : Json.word(constant);
    }

    private static @Nullable String text(@Nullable Number number) {
        return number == null ? null : number.toString();
    }
}
