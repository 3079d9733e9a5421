package io.delegraph.lifecycle;

import io.delegraph.schemas.lifecycle.AttentionFailure;
import io.delegraph.schemas.lifecycle.AttentionWait;
import io.delegraph.schemas.lifecycle.AttentionWork;
import java.util.List;
import java.util.Optional;

/**
 * What of one session a person should look at.
 *
 * @param work empty when nobody is at work
 */
public record SessionAttention(
        List<AttentionWait> waits, List<AttentionFailure> failures, Optional<AttentionWork> work) {
    public SessionAttention {
        waits = List.copyOf(waits);
        failures = List.copyOf(failures);
    }
}
