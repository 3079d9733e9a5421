package io.delegraph.aggregates.report;

import static io.delegraph.aggregates.SumMetric.*;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.delegraph.aggregates.Aggregate;

/**
 * Compares agents with the agents that delegated to them. The root's own delegations are not included, because the root has no tokens or
 * outcome of its own in a workflow.
 *
 * @param sample number of pairs of a parent and a child, both ended, in settled workflows
 * @param work correlation of the times at work, without the parent's waiting for its child
 * @param tokens correlation of the tokens, where both are known
 * @param failures whether parents of children that ended FAILED, KILLED or LOST ended so themselves
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record PairFigures(long sample, Correlation work, Correlation tokens, FailuresTogether failures) {

    /** The figures of a sum. */
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
