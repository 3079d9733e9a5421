package io.delegraph.tools.accuracy;

import io.delegraph.schemas.Json;
import io.delegraph.schemas.graph.AgentContext;
import java.util.LinkedHashMap;
import java.util.Map;

/** The fields of an agent's context, as words. */
final class ContextFields {
    private ContextFields() {}

    /** By name, in the order of the record; values are null where nothing is said, all of them for no context. */
    static Map<String, String> of(AgentContext context) {
        Map<String, String> fields = new LinkedHashMap<>();
        boolean there = context != null;
        fields.put("agent_specialization", there ? context.agentSpecialization() : null);
        fields.put("delegation_strategy", there ? Json.word(context.delegationStrategy()) : null);
        fields.put("workflow_orchestration", there ? Json.word(context.workflowOrchestration()) : null);
        fields.put("delegation_reason", there ? Json.word(context.delegationReason()) : null);
        fields.put("expected_outcome", there ? Json.word(context.expectedOutcome()) : null);
        fields.put("resource_allocation", there ? Json.word(context.resourceAllocation()) : null);
        fields.put("coordination_pattern", there ? Json.word(context.coordinationPattern()) : null);
        fields.put("efficiency", there ? text(context.efficiency()) : null);
        fields.put("resource_usage", there ? text(context.resourceUsage()) : null);
        fields.put("completion_time_ms", there ? text(context.completionTimeMs()) : null);
        fields.put("message_count", there ? text(context.messageCount()) : null);
        fields.put("data_transfer_chars", there ? text(context.dataTransferChars()) : null);
        fields.put("sync_points", there ? text(context.syncPoints()) : null);
        return fields;
    }

    private static String text(Number number) {
        return number == null ? null : number.toString();
    }
}
