package io.delegraph.security.path;

import io.delegraph.security.shell.Directories;
import io.delegraph.security.shell.Placeholders;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Paths as text: absolute, with forward slashes, without {@code .}, {@code ..} and empty parts. */
public final class NormalPath {
    /** What stands for a home directory that nobody has named. */
    static final String SOME_HOME = "/~";

    private NormalPath() {}

    /** {@code path} as it is meant in {@code directory}; what stands behind a glob or an unknown part is kept. */
    public static String of(String path, String directory, @Nullable String home) {
        String home0 = home == null ? SOME_HOME : home;
        String slashed = path.replace('\\', '/');
        String resolved = slashed.isEmpty()
                ? directory
                : slashed.charAt(0) == '~' && (slashed.length() == 1 || slashed.charAt(1) == '/')
                        ? home0 + slashed.substring(1)
                        : Directories.resolve(directory, slashed);
        return normal(
                resolved.indexOf(Placeholders.HOME) < 0
                        ? resolved
                        : resolved.replace(String.valueOf(Placeholders.HOME), home0));
    }

    private static String normal(String path) {
        if (isNormal(path)) {
            return path;
        }
        boolean drive = path.length() > 1 && path.charAt(1) == ':';
        Deque<String> parts = new ArrayDeque<>();
        for (String part : (drive ? path.substring(2) : path).split("/", -1)) {
            if (part.equals("..")) {
                parts.pollLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return (drive ? path.substring(0, 2).toLowerCase(Locale.ROOT) : "") + "/" + String.join("/", parts);
    }

    /** False for some paths that are normal all the same. */
    private static boolean isNormal(String path) {
        return path.length() > 1
                && path.charAt(0) == '/'
                && path.charAt(path.length() - 1) != '/'
                && !path.contains("//")
                && !path.contains("/.");
    }

    /** Whether {@code path} is {@code directory} or below it. */
    static boolean within(String path, @Nullable String directory) {
        return directory != null
                && path.startsWith(directory)
                && (path.length() == directory.length()
                        || directory.endsWith("/")
                        || path.charAt(directory.length()) == '/');
    }
}
