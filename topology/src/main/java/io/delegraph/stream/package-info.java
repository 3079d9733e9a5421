/** The Kafka Streams application: the composition of its sub-topologies, its properties, and the runner. */
package io.delegraph.stream;
