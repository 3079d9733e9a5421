/** Arrival time that can be trusted, and how far the raw topic has been read. */
@NullMarked
package io.delegraph.stream.clock;

import org.jspecify.annotations.NullMarked;
