package io.delegraph.transcript;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Handles the beginnings and ends of a conversation's turns. */
interface Turns {
    /**
     * Whether a user's text begins a turn.
     *
     * @param idle whether the previous turn has ended, or there was none
     */
    boolean begins(TranscriptEntry entry, boolean idle);

    /** A turn began with this entry. */
    void begin(TranscriptEntry entry);

    /** The turn ended with this entry. */
    void end(TranscriptEntry last, @Nullable JsonNode usage);

    /** A person interrupted the turn, or continued without its end: this is the turn's last entry. */
    void interrupt(TranscriptEntry last, @Nullable JsonNode usage);

    /** The turn ended with an error of the model's API. */
    void fail(TranscriptEntry entry);
}
