/** The format of what the sub-topologies write: names, keys, serdes, partitioning, tombstones, dead letters. */
@NullMarked
package io.delegraph.stream.record;

import org.jspecify.annotations.NullMarked;
