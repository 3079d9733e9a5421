package io.delegraph.http.transcripts;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.delegraph.transcript.TranscriptItem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a transcript, oldest first.
 *
 * @param agentId {@code root} for the session's own
 * @param next cursor of the next page; null at the end of what is written so far
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record TranscriptPage(
        String sessionId,
        String agentId,
        List<TranscriptItem> items,
        @Nullable String next) {
    public TranscriptPage {
        items = List.copyOf(items);
    }
}
