package io.delegraph.schemas.graph;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One agent's part in a workflow. Times in ms.
 *
 * @param agentType null for the root and when unknown
 * @param failed whether it ended FAILED, KILLED or LOST; null while it has not ended, and for the root
 * @param because what reason, outcome, allocation and coordination rest on, in plain words, by the field's name
 * @param activeMs at work itself
 * @param waitedMs its runs stood still for its children
 * @param personMs its runs stood still for a person's permission
 * @param criticalMs its share of the critical path
 * @param slackMs so much later it could have ended without the workflow ending later; null for the root
 * @param startDelayMs from its request to its first start; null when one of them was not seen
 * @param returnDelayMs from its end to its parent's going on; null when nobody waited or it was not seen
 * @param halfTimeSavesMs so much earlier the workflow would have ended had it taken half as long
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@RecordBuilder
public record AgentPart(
        String agentId,
        @Nullable String agentType,
        @Nullable Boolean failed,
        AgentContext context,
        Map<String, String> because,
        long activeMs,
        long waitedMs,
        long personMs,
        long criticalMs,
        @Nullable Long slackMs,
        @Nullable Long startDelayMs,
        @Nullable Long returnDelayMs,
        long halfTimeSavesMs) {
    public AgentPart {
        // in the order of the names, so that the same words are the same bytes
        because = Collections.unmodifiableMap(new TreeMap<>(because));
    }

    public static AgentPartBuilder builder() {
        return AgentPartBuilder.builder();
    }
}
