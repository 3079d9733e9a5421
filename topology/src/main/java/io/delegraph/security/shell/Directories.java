package io.delegraph.security.shell;

/** Paths of a shell, joined without a file system. */
public final class Directories {
    private Directories() {}

    /** Where {@code path} leads from {@code directory}; {@code path} itself when it does not depend on it. */
    public static String resolve(String directory, String path) {
        if (path.isEmpty() || path.equals(".")) {
            return directory.isEmpty() ? "." : directory;
        }
        if (absolute(path) || directory.isEmpty()) {
            return path;
        }
        return directory.endsWith("/") ? directory + path : directory + "/" + path;
    }

    /** Whether it begins at the root, a drive, the home directory, or at something unknown. */
    public static boolean absolute(String path) {
        char first = path.charAt(0);
        return first == '/'
                || first == '\\'
                || first == Placeholders.HOME
                || first == Placeholders.UNKNOWN
                || path.length() > 1 && path.charAt(1) == ':' && Character.isLetter(first);
    }
}
