package io.delegraph.install;

/** A settings file is not what the client reads; the message is one line that says where and what, without the file's name. */
final class SettingsTextException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SettingsTextException(String message) {
        super(message);
    }

    /** {@code line} and {@code column} count from 1. */
    static SettingsTextException at(int line, int column, String problem) {
        return new SettingsTextException("line " + line + ", column " + column + ": " + problem);
    }

    /** The same for a place in a text. */
    static SettingsTextException at(String text, int offset, String problem) {
        int line =
                (int) text.substring(0, offset).chars().filter(c -> c == '\n').count() + 1;
        return at(line, offset - text.lastIndexOf('\n', offset - 1), problem);
    }
}
