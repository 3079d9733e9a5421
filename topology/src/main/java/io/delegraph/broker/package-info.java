/** A Kafka broker in the same process, for everyone who has none. */
package io.delegraph.broker;
