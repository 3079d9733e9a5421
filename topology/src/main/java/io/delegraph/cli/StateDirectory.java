package io.delegraph.cli;

import java.nio.file.Path;

/**
 * What Delegraph keeps of a user beside the data directories, {@code $XDG_STATE_HOME/delegraph} or {@code ~/.local/state/delegraph}:
 *
 * <pre>
 * instances/       one file for each Delegraph that runs
 * commands.log     unexpected failures of commands
 * </pre>
 */
public record StateDirectory(Path path) {
    /** Of the user whose environment this is. */
    public static StateDirectory ofUser() {
        String state = System.getenv("XDG_STATE_HOME");
        Path base = state == null || state.isBlank()
                ? Path.of(System.getProperty("user.home"), ".local", "state")
                : Path.of(state);
        return new StateDirectory(base.resolve("delegraph"));
    }

    Path instances() {
        return path.resolve("instances");
    }

    Path log() {
        return path.resolve("commands.log");
    }
}
