package io.delegraph.stream.security;

/** How soon a session has to be judged because of an update. */
enum Urgency {
    /** The update changes nothing that rules judge. */
    NONE,
    /** It may change what was found, or show what is no alarm. */
    LOW,
    /** It may show what somebody has to know at once. */
    HIGH
}
