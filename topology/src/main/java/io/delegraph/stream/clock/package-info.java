/** The trusted arrival time, and the progress of reading the raw topic. */
@NullMarked
package io.delegraph.stream.clock;

import org.jspecify.annotations.NullMarked;
