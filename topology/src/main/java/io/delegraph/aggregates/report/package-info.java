/** Figures that a person reads, made of the sums of windows; each says what it is made of. */
package io.delegraph.aggregates.report;
