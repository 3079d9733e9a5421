/** The binary formats of the state stores: rows, keys and metric sums. They only grow: what an earlier version wrote is read. */
@NullMarked
package io.delegraph.codec;

import org.jspecify.annotations.NullMarked;
