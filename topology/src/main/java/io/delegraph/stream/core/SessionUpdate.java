package io.delegraph.stream.core;

import io.delegraph.lifecycle.Fact;
import io.delegraph.schemas.event.AgentEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An update of one session: the value that LIFECYCLE forwards to its {@link SessionSuccessor}s. The record's key is the session id, its
 * timestamp is the arrival of the event or of the watermark.
 *
 * @param event the merged event; null when a watermark was the cause
 * @param facts what became true, in order; empty for an event that changed nothing worth emitting
 */
public record SessionUpdate(AgentEvent.@Nullable InSession event, List<Fact> facts) {}
