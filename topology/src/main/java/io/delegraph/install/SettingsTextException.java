package io.delegraph.install;

/** A settings file cannot be read by the client; the message is one line with the position and the problem, without the file's name. */
final class SettingsTextException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SettingsTextException(String message) {
        super(message);
    }

    /** {@code line} and {@code column} count from 1. */
    static SettingsTextException at(int line, int column, String problem) {
        return new SettingsTextException("line " + line + ", column " + column + ": " + problem);
    }

    /** The same for an offset in a text. */
    static SettingsTextException at(String text, int offset, String problem) {
        int line =
                (int) text.substring(0, offset).chars().filter(c -> c == '\n').count() + 1;
        return at(line, offset - text.lastIndexOf('\n', offset - 1), problem);
    }
}
