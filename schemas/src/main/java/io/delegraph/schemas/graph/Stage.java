package io.delegraph.schemas.graph;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Children of one agent that were at work together; the next stage begins when all of them had ended.
 *
 * @param number 1 for the first of this agent in the workflow
 * @param delegatorAgentId whose children they are
 * @param startedAt first request, epoch ms
 * @param endedAt last end, epoch ms; null while one of them works
 * @param tokens of those whose tokens are known; null when none are
 * @param failures how many of them ended otherwise than completed
 * @param repeats whether it does again what a stage before did: a later round of a loop
 * @param iteration the round of the loop that it belongs to, 1 for the first; null outside of a loop
 * @param handOffs from agents of stages before, of the same agent, to its own
 * @param rework runs beyond each one's first, agents asked for again after one that came to nothing, files that two of them wrote while
 *     both were at work
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
