package io.delegraph.tools.demo.truth;

import io.delegraph.schemas.lifecycle.Hierarchy;
import io.delegraph.schemas.lifecycle.TimelineEntry;
import java.util.List;
import java.util.Optional;

/** The answers about sessions that are compared. */
public interface SessionQueries {
    /** Empty when the session is unknown. */
    Optional<Hierarchy> hierarchy(String sessionId);

    /** Empty when the session is unknown. */
    Optional<List<TimelineEntry>> events(String sessionId);
}
