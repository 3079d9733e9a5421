package io.delegraph.transcript;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** What begins and ends the turns of a conversation, as hooks say it. */
interface Turns {
    /**
     * Whether a user's words begin a turn.
     *
     * @param idle whether the turn before has ended, or there was none
     */
    boolean begins(TranscriptEntry entry, boolean idle);

    /** A turn began with this entry. */
    void begin(TranscriptEntry entry);

    /** The turn ended with this entry. */
    void end(TranscriptEntry last, @Nullable JsonNode usage);

    /** A person stopped the turn, or went on without its end: this is the last entry of it. */
    void interrupt(TranscriptEntry last, @Nullable JsonNode usage);

    /** The turn ended with an error of the model's API. */
    void fail(TranscriptEntry entry);
}
