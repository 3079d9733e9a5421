/** Computes what a model's tokens cost at list price. Pure. */
@NullMarked
package io.delegraph.pricing;

import org.jspecify.annotations.NullMarked;
