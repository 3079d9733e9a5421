package io.delegraph.schemas.graph;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * One agent type's part in a workflow. Times in ms.
 *
 * @param agents how many of the type were started
 * @param activeMs at work, summed
 * @param criticalMs their share of the critical path
 * @param halfTimeSavesMs so much earlier the workflow would have ended had every one of them taken half as long
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record TypePart(String agentType, int agents, long activeMs, long criticalMs, long halfTimeSavesMs) {}
