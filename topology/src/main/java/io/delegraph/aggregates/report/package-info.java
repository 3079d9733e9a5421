/** Figures for people, made from the sums of windows; each states its sample. */
@NullMarked
package io.delegraph.aggregates.report;

import org.jspecify.annotations.NullMarked;
