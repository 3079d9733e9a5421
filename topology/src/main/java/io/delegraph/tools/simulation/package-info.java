/** Sessions that nobody ran: the same for the same seed, shaped as the real client's. */
package io.delegraph.tools.simulation;
