/** The sub-topology METRICS: contributions become windowed sums. */
@NullMarked
package io.delegraph.stream.metrics;

import org.jspecify.annotations.NullMarked;
