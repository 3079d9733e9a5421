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
 * @param because the reasons for reason, outcome, allocation and coordination, in plain words, by the field's name
 * @param activeMs time of its own work
 * @param waitedMs time in which its runs waited for its children
 * @param personMs time in which its runs waited for a person's permission
 * @param criticalMs its part of the critical path
 * @param slackMs how much later it could have ended without delaying the end of the workflow; null for the root
 * @param startDelayMs from its request to its first start; null when one of them was not seen
 * @param returnDelayMs from its end until its parent continued; null when its parent did not wait or it was not seen
 * @param halfTimeSavesMs how much earlier the workflow would have ended if it had taken half as long
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
        // sorted by name, so that equal values have equal bytes
        because = Collections.unmodifiableMap(new TreeMap<>(because));
    }

    public static AgentPartBuilder builder() {
        return AgentPartBuilder.builder();
    }
}
