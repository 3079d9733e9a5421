package io.delegraph.schemas.graph;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * One agent type's part in a workflow. Times in ms.
 *
 * @param agents number of started agents of the type
 * @param activeMs sum of their active time
 * @param criticalMs their part of the critical path
 * @param halfTimeSavesMs how much earlier the workflow would have ended if each of them had taken half as long
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record TypePart(String agentType, int agents, long activeMs, long criticalMs, long halfTimeSavesMs) {}
