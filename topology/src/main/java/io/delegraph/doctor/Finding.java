package io.delegraph.doctor;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What was found of one thing.
 *
 * @param todo what to do, for a person; null when there is nothing
 */
public record Finding(
        String check,
        FindingState state,
        String says,
        @Nullable String todo) {
    /** How it stands. */
    public enum FindingState {
        @JsonProperty("ok")
        OK,
        /** Worth knowing; all works. */
        @JsonProperty("note")
        NOTE,
        @JsonProperty("todo")
        ACTION_NEEDED
    }

    static Finding ok(String check, String says) {
        return new Finding(check, FindingState.OK, says, null);
    }

    static Finding note(String check, String says) {
        return new Finding(check, FindingState.NOTE, says, null);
    }

    static Finding todo(String check, String says, String todo) {
        return new Finding(check, FindingState.ACTION_NEEDED, says, todo);
    }
}
