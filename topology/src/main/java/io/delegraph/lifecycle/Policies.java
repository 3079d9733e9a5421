package io.delegraph.lifecycle;

import io.delegraph.patterns.Analysis;
import io.delegraph.pricing.Prices;

/** What a session is judged by: how long silence means nothing, what tokens cost, what patterns are called. */
public record Policies(Limits limits, Prices prices, Analysis analysis) {}
