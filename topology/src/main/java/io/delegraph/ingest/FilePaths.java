package io.delegraph.ingest;

import java.util.regex.Pattern;

/** Parts of paths as clients write them, on any operating system. */
public final class FilePaths {
    /** The top of a disk has no name. */
    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:");

    private FilePaths() {}

    /** Behind the last separator of a path; null for null. */
    public static String lastPart(String path) {
        return path == null ? null : path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }

    /** The last part of a directory's path, which may end with separators; null when it has none, and for null. */
    static String directoryName(String directory) {
        if (directory == null) {
            return null;
        }
        int end = directory.length();
        while (end > 0 && separator(directory.charAt(end - 1))) {
            end--;
        }
        String name = lastPart(directory.substring(0, end));
        return name.isEmpty() || DRIVE.matcher(name).matches() ? null : name;
    }

    private static boolean separator(char c) {
        return c == '/' || c == '\\';
    }
}
