/** The published values of windowed metrics. */
@NullMarked
package io.delegraph.schemas.metrics;

import org.jspecify.annotations.NullMarked;
