/** A Kafka broker in the same process, for everyone who has none. */
@NullMarked
package io.delegraph.broker;

import org.jspecify.annotations.NullMarked;
