/** The normalised, masked events of the topic {@code agent.events}: one sealed set, one record type each. */
@NullMarked
package io.delegraph.schemas.event;

import org.jspecify.annotations.NullMarked;
