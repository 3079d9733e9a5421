/** The binary formats of the state stores: rows, keys and metric sums. They only grow, and data of earlier versions stays readable. */
@NullMarked
package io.delegraph.codec;

import org.jspecify.annotations.NullMarked;
