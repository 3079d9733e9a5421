/** Windowed metrics as they travel. */
@NullMarked
package io.delegraph.schemas.metrics;

import org.jspecify.annotations.NullMarked;
