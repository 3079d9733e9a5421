package io.delegraph.tools.demo.truth;

import io.delegraph.schemas.lifecycle.AgentState;
import org.jspecify.annotations.Nullable;

/**
 * One run of an agent.
 *
 * @param startedAt first event that reports it, epoch ms
 * @param outcome COMPLETED, FAILED, KILLED
 * @param endedAt epoch ms
 * @param knownAt first event that reports the outcome, epoch ms; null when none is sent
 */
record RunTruth(
        long startedAt,
        AgentState outcome,
        long endedAt,
        @Nullable Long knownAt) {}
