package io.delegraph.security.shell;

/**
 * A file that the shell opens for a program.
 *
 * @param target as the word stands after expansion; may have {@link Placeholders}
 */
public record Redirect(Mode mode, String target) {
    /** What the shell does with the file. */
    public enum Mode {
        READ,
        WRITE,
        APPEND
    }
}
