/** The Kafka Streams application: topics, sub-topologies, the processors and stores of each, the runner. */
package io.delegraph.stream;
