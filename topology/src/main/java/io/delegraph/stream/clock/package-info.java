/** Arrival time that can be trusted, and how far the raw topic has been read. */
package io.delegraph.stream.clock;
