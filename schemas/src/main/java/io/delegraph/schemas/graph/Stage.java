package io.delegraph.schemas.graph;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Children of one agent that worked together; the next stage begins when all of them have ended.
 *
 * @param number number among this agent's stages in the workflow, from 1
 * @param delegatorAgentId the parent
 * @param startedAt first request, epoch ms
 * @param endedAt last end, epoch ms; null while one of them works
 * @param tokens of those with known tokens; null when there are none
 * @param failures number of those that ended FAILED, KILLED or LOST
 * @param repeats whether it repeats an earlier stage: a later round of a loop
 * @param iteration round of the loop that it belongs to, from 1; null outside of a loop
 * @param handOffs from agents of the same parent's earlier stages to its own
 * @param rework runs beyond each agent's first, agents requested again after a failure, files that two of them wrote while both were at
 * work
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@RecordBuilder
public record Stage(
        int number,
        String delegatorAgentId,
        List<String> agentIds,
        long startedAt,
        @Nullable Long endedAt,
        @Nullable Long tokens,
        int failures,
        boolean repeats,
        @Nullable Integer iteration,
        int handOffs,
        int rework)
        implements StageBuilder.With {
    public Stage {
        agentIds = List.copyOf(agentIds);
    }

    public static StageBuilder builder() {
        return StageBuilder.builder();
    }
}
