package io.delegraph.schemas.lifecycle;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a session's title is from, the strongest first. */
public enum TitleSource {
    /** A person gave it. */
    @JsonProperty("custom")
    CUSTOM,
    /** The client made it. */
    @JsonProperty("client")
    CLIENT,
    /** The description of the session's first delegation. */
    @JsonProperty("delegation")
    DELEGATION,
    /** The beginning of the session's first prompt. */
    @JsonProperty("prompt")
    PROMPT
}
