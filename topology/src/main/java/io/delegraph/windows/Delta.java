package io.delegraph.windows;

/**
 * What one series' sums change by.
 *
 * @param minute start of the minute that it belongs to, epoch ms
 * @param sum signed
 */
public record Delta(Series series, long minute, Aggregate sum) {}
