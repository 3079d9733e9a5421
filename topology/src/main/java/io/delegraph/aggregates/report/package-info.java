/** Figures that a person reads, made of the sums of windows; each says what it is made of. */
@NullMarked
package io.delegraph.aggregates.report;

import org.jspecify.annotations.NullMarked;
