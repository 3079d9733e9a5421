/** The sub-topology METRICS: contributions become sums of windows. */
package io.delegraph.stream.metrics;
