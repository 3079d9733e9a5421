/** Delegraph's own meters: base units, bounded labels, never an id. */
package io.delegraph.metrics;
