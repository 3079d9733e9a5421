/** The sub-topology METRICS: contributions become sums of windows. */
@NullMarked
package io.delegraph.stream.metrics;

import org.jspecify.annotations.NullMarked;
