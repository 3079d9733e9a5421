package io.delegraph.ingest;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parts of paths as clients write them, on any operating system. */
public final class FilePaths {
    /** The root of a drive has no name. */
    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:");

    private FilePaths() {}

    /** The part behind the last separator of a path; null for null. */
    public static @Nullable String lastPart(@Nullable String path) {
        return path == null ? null : path.substring(lastSeparator(path) + 1);
    }

    private static int lastSeparator(String path) {
        return Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
    }

    /** The last part of a directory's path, which may end with separators; null when it has none, and for null. */
    static @Nullable String directoryName(@Nullable String directory) {
        if (directory == null) {
            return null;
        }
        int end = directory.length();
        while (end > 0 && separator(directory.charAt(end - 1))) {
            end--;
        }
        String path = directory.substring(0, end);
        String name = path.substring(lastSeparator(path) + 1);
        return name.isEmpty() || DRIVE.matcher(name).matches() ? null : name;
    }

    private static boolean separator(char c) {
        return c == '/' || c == '\\';
    }
}
