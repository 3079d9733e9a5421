package io.delegraph.lifecycle;

import io.delegraph.analysis.patterns.WorkflowAnalyzer;
import io.delegraph.pricing.Prices;

/** The rules that a session is judged by: timeouts, prices and patterns. */
public record Policies(LifecycleTimeouts limits, Prices prices, WorkflowAnalyzer analysis) {}
