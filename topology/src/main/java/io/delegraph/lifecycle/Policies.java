package io.delegraph.lifecycle;

import io.delegraph.analysis.patterns.WorkflowAnalyzer;
import io.delegraph.pricing.Prices;

/** What a session is judged by: how long silence means nothing, what tokens cost, what patterns are called. */
public record Policies(LifecycleTimeouts limits, Prices prices, WorkflowAnalyzer analysis) {}
