/** The Kafka Streams application: the composition of its sub-topologies, its properties, and the runner. */
@NullMarked
package io.delegraph.stream;

import org.jspecify.annotations.NullMarked;
