/** What the sub-topologies write and how: names, keys, serdes, partitioning, tombstones, dead letters. */
@NullMarked
package io.delegraph.stream.record;

import org.jspecify.annotations.NullMarked;
