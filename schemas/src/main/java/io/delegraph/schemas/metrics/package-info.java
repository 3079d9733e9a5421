/** Windowed metrics as they travel. */
package io.delegraph.schemas.metrics;
