package io.delegraph.transcript;

import org.jspecify.annotations.Nullable;

/** A call of the Agent tool with its outcome by the transcript. */
record Delegation(String sessionId, @Nullable String toolUseId, DelegationOutcome outcome) {
    /** The texts are for people. */
    enum DelegationOutcome {
        ANSWERED("answered"),
        IN_BACKGROUND("launched in the background"),
        REMOTE("launched elsewhere"),
        TEAMMATE("teammates"),
        FAILED("refused or failed"),
        DENIED("not allowed"),
        INTERRUPTED("interrupted by a person"),
        UNANSWERED("without an answer"),
        /** The transcript begins after the call. */
        ANSWER_ONLY("known by their answer alone");

        private final String words;

        DelegationOutcome(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }
}
