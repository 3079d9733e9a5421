package io.delegraph.stream.core;

import io.delegraph.lifecycle.Fact;
import io.delegraph.lifecycle.Session;
import io.delegraph.schemas.event.AgentEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An update of one session: the value that LIFECYCLE forwards to its {@link SessionSuccessor}s. The record's key is the session id, its
 * timestamp is the arrival of the event or of the watermark.
 *
 * @param event the merged event; null when a watermark was the cause
 * @param facts what became true, in order; empty for an event that changed nothing worth emitting
 * @param session the session after the event; only for reading, and only as long as no later update of it has come
 */
public record SessionUpdate(AgentEvent.@Nullable InSession event, List<Fact> facts, Session session) {}
