/** Sessions that nobody ran: the same for the same seed, shaped as the real client's. */
@NullMarked
package io.delegraph.tools.simulation;

import org.jspecify.annotations.NullMarked;
