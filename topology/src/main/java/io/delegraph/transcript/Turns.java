package io.delegraph.transcript;

import com.fasterxml.jackson.databind.JsonNode;

/** What begins and ends the turns of a conversation, as hooks say it. */
interface Turns {
    /**
     * A user's words.
     *
     * @param idle whether the turn before has ended, or there was none
     * @return whether a turn began with them
     */
    boolean begin(Entry entry, boolean idle);

    /** The turn ended with this entry. */
    void end(Entry last, JsonNode usage);

    /** The turn ended with an error of the model's API. */
    void fail(Entry entry);
}
