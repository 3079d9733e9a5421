/** The published values of windowed metrics. */
package io.delegraph.schemas.metrics;
