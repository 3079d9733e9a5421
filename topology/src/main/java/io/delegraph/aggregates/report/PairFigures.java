package io.delegraph.aggregates.report;

import static io.delegraph.aggregates.SumMetric.*;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.delegraph.aggregates.Aggregate;

/**
 * How agents did beside the agents that delegated to them; the root's own delegations are in none: it has neither tokens nor an outcome of
 * its own in a workflow.
 *
 * @param sample how many pairs of a parent and a child, both ended, in settled workflows
 * @param work of the times that the two were at work themselves: a parent's waiting for its child is no part of it
 * @param tokens of the two's tokens, where both are known
 * @param failures whether parents of children that failed, were killed or lost came to such an end themselves
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record PairFigures(long sample, Correlation work, Correlation tokens, FailuresTogether failures) {

    /** Made of a sum. */
    public static PairFigures of(Aggregate sum, int minimumSample) {
        return new PairFigures(
                sum.get(PAIRS),
                Correlation.of(
                        new Correlation.PairSums(
                                sum.get(PAIRS),
                                sum.get(PARENT_WORK_LOG),
                                sum.get(CHILD_WORK_LOG),
                                sum.get(PARENT_WORK_LOG_SQUARED),
                                sum.get(CHILD_WORK_LOG_SQUARED),
                                sum.get(WORK_LOG_PRODUCT)),
                        minimumSample),
                Correlation.of(
                        new Correlation.PairSums(
                                sum.get(TOKEN_PAIRS),
                                sum.get(PARENT_TOKENS_LOG),
                                sum.get(CHILD_TOKENS_LOG),
                                sum.get(PARENT_TOKENS_LOG_SQUARED),
                                sum.get(CHILD_TOKENS_LOG_SQUARED),
                                sum.get(TOKENS_LOG_PRODUCT)),
                        minimumSample),
                FailuresTogether.of(sum, minimumSample));
    }
}
