/** The normalised, masked events of the topic {@code agent.events}: one sealed set, one record type each. */
package io.delegraph.schemas.event;
