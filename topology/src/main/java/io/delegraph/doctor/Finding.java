package io.delegraph.doctor;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * The result of one check.
 *
 * @param todo instructions for a person; null when there is nothing to do
 */
public record Finding(
        String check,
        FindingState state,
        String says,
        @Nullable String todo) {
    /** The severity of the result. */
    public enum FindingState {
        @JsonProperty("ok")
        OK,
        /** Worth knowing, but everything works. */
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
