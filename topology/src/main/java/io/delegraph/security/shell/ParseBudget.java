package io.delegraph.security.shell;

/** How much of a command line is looked at. What goes beyond it is not judged, and {@link #exceeded()} says so. */
public final class ParseBudget {
    /** Characters that are read, those of nested scripts counted again. */
    static final int MAX_CHARACTERS = 131_072;

    /** Calls that are kept. */
    static final int MAX_CALLS = 2_000;

    /** Scripts within scripts, substitutions within substitutions. */
    static final int MAX_DEPTH = 12;

    private int characters = MAX_CHARACTERS;
    private int calls = MAX_CALLS;
    private boolean exceeded;

    /** The part of the text that may be read. */
    String take(String text) {
        int length = Math.min(text.length(), characters);
        characters -= length;
        exceeded |= length < text.length();
        return length < text.length() ? text.substring(0, length) : text;
    }

    /** Whether one more call may be kept. */
    boolean takeCall() {
        exceeded |= calls == 0;
        return calls > 0 && calls-- > 0;
    }

    /** Whether there may be one more level. */
    boolean allows(int depth) {
        exceeded |= depth > MAX_DEPTH;
        return depth <= MAX_DEPTH;
    }

    /** Whether something was not looked at. */
    public boolean exceeded() {
        return exceeded;
    }
}
