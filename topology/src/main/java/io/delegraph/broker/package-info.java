/** A Kafka broker in the same process, for users who have none. */
@NullMarked
package io.delegraph.broker;

import org.jspecify.annotations.NullMarked;
