/** What the sub-topologies write and how: names, keys, serdes, partitioning, tombstones, dead letters. */
package io.delegraph.stream.record;
