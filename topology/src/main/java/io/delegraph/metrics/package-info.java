/** Delegraph's own meters: base units, bounded labels, never an id. */
@NullMarked
package io.delegraph.metrics;

import org.jspecify.annotations.NullMarked;
