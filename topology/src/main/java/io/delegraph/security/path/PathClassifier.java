package io.delegraph.security.path;

import io.delegraph.schemas.event.PathClass;
import io.delegraph.security.shell.Placeholders;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a path is for. What a file holds goes before where it lies: a key in the project is a secret. Links are not followed, because
 * nothing is read.
 */
public final class PathClassifier {
    private static final String WORKTREES = "/.claude/worktrees/";

    /** Files and streams that keep nothing. */
    private static final Pattern DEVICE =
            Pattern.compile("^/dev/(?:null|zero|u?random|stdin|stdout|stderr|tty|full|fd(?:/.*)?)$");

    private static final Pattern TEMPORARY = Pattern.compile(
            "^(?:/private)?/(?:tmp|var/tmp|var/folders|dev/shm)(?:/.*)?$|^[a-z]:/(?:Users/[^/]+/AppData/Local/Temp|Windows/Temp)(?:/.*)?$",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern DEPENDENCY = Pattern.compile(
            "/(?:node_modules|site-packages|\\.venv|venv|vendor|\\.tox|\\.gradle|Pods|bower_components|dist-packages)(?:/|$)"
                    + "|/(?:\\.m2|\\.cargo/registry|go/pkg|\\.npm|\\.cache|\\.pnpm-store|\\.rustup)(?:/|$)");

    /** One of them is in every path that the pattern fits. */
    private static final List<String> DEPENDENCY_NAMES = List.of(
            "/node_modules",
            "-packages",
            "/.venv",
            "/venv",
            "/vendor",
            "/.tox",
            "/.gradle",
            "/Pods",
            "/bower_components",
            "/.m2",
            "/.cargo",
            "/go/pkg",
            "/.npm",
            "/.cache",
            "/.pnpm-store",
            "/.rustup");

    private static final Pattern CONFIG = Pattern.compile("^\\.[^/]+(?:/.*)?$");

    private static final Pattern DRIVE = Pattern.compile("[a-z]:/");
    private static final Pattern HOMES_ON_A_DRIVE = Pattern.compile("[a-z]:/Users");
    private static final Pattern BELOW_HOMES_ON_A_DRIVE = Pattern.compile("[a-z]:/Users/.*");
    private static final Pattern A_HOME = Pattern.compile("/(?:home|Users)/[^/]+|/root|[a-z]:/Users/[^/]+");

    private final CallLocation from;

    public PathClassifier(CallLocation from) {
        this.from = from;
    }

    /** Null for a device that keeps nothing. */
    public @Nullable PathClass classify(String path) {
        if (path.isEmpty() || path.charAt(0) == Placeholders.UNKNOWN) {
            return PathClass.UNKNOWN;
        }
        String normal = NormalPath.of(path, from.directory(), from.home());
        if (normal.startsWith("/dev/") && DEVICE.matcher(normal).matches()) {
            return null;
        }
        PathClass byName = NamedPaths.classify(normal, home());
        if (byName == PathClass.SECRET && inOwnDirectories(normal)) {
            return PathClass.PROJECT_SECRET;
        }
        return byName == null ? byPlace(normal) : byName;
    }

    private boolean inOwnDirectories(String path) {
        return NormalPath.within(path, from.project()) || NormalPath.within(path, from.worktree());
    }

    private PathClass byPlace(String path) {
        String plain = withoutGlob(path);
        if (plain.equals("/") || DRIVE.matcher(plain).matches()) {
            return PathClass.FILE_SYSTEM_ROOT;
        }
        if (isHome(plain)) {
            return PathClass.HOME_ROOT;
        }
        String worktree = from.worktree();
        if (worktree != null && NormalPath.within(path, worktree)) {
            return isDependency(path.substring(worktree.length())) ? PathClass.DEPENDENCIES : PathClass.WORKTREE;
        }
        if (NormalPath.within(path, from.project())) {
            return inProject(path, plain);
        }
        if (TEMPORARY.matcher(path).matches()) {
            return PathClass.TMP;
        }
        if (isDependency(path)) {
            return PathClass.DEPENDENCIES;
        }
        if ((path + "/").contains(WORKTREES)) {
            return PathClass.OTHER_WORKTREE;
        }
        String home = home();
        if (NormalPath.within(path, home)) {
            return CONFIG.matcher(path.substring(home.length() + 1)).matches()
                    ? PathClass.HOME_CONFIG
                    : PathClass.HOME_OTHER;
        }
        return isSomebodysHome(path) ? PathClass.HOME_OTHER : PathClass.SYSTEM;
    }

    private PathClass inProject(String path, String plain) {
        String below = path.substring(from.project().length());
        if ((path + "/").contains(WORKTREES)) {
            return PathClass.OTHER_WORKTREE;
        }
        if (isDependency(below)) {
            return PathClass.DEPENDENCIES;
        }
        if (from.worktree() != null) {
            return PathClass.MAIN_CHECKOUT;
        }
        return plain.equals(from.project()) ? PathClass.PROJECT_ROOT : PathClass.PROJECT;
    }

    private static boolean isDependency(String path) {
        for (String name : DEPENDENCY_NAMES) {
            if (path.contains(name)) {
                return DEPENDENCY.matcher(path).find();
            }
        }
        return false;
    }

    private String home() {
        return from.home() == null ? NormalPath.SOME_HOME : from.home();
    }

    /** All that is in a directory is the directory. */
    private static String withoutGlob(String path) {
        int end = path.length();
        while (end > 1 && "*./{}".indexOf(path.charAt(end - 1)) >= 0) {
            end--;
        }
        String plain = path.substring(0, end);
        return path.indexOf('*') >= 0 && end < path.length() && path.charAt(end) == '/' || end == path.length()
                ? plain
                : path;
    }

    private boolean isHome(String path) {
        return path.equals(home())
                || isHomes(path)
                || path.indexOf('/', path.indexOf('/', 1) + 1) < 0
                        && A_HOME.matcher(path).matches()
                || DRIVE.matcher(path).lookingAt() && A_HOME.matcher(path).matches();
    }

    private static boolean isHomes(String path) {
        return path.equals("/home")
                || path.equals("/Users")
                || path.startsWith(":/Users", 1)
                        && HOMES_ON_A_DRIVE.matcher(path).matches();
    }

    private static boolean isSomebodysHome(String path) {
        return path.startsWith("/home/")
                || path.startsWith("/Users/")
                || path.startsWith("/root/")
                || BELOW_HOMES_ON_A_DRIVE.matcher(path).matches();
    }
}
