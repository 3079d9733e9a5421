package io.delegraph.security.shell;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The working directory and the variables at one place of a command line. */
final class ShellScope {
    private final Map<String, String> variables;
    private String directory;

    private ShellScope(String directory, Map<String, String> variables) {
        this.directory = directory;
        this.variables = variables;
    }

    /** Where a command line begins. */
    static ShellScope start(String directory) {
        return new ShellScope(directory, new HashMap<>());
    }

    /** Of a subshell, whose changes do not come back. */
    ShellScope copy() {
        return new ShellScope(directory, new HashMap<>(variables));
    }

    String directory() {
        return directory;
    }

    void enter(String target) {
        directory = Directories.resolve(directory, target);
    }

    /** Null when nothing was assigned here. */
    @Nullable
    String assigned(String name) {
        return variables.get(name);
    }

    void set(String name, String value) {
        variables.put(name, value);
    }

    /** Null when only a run would know. */
    @Nullable
    String value(String name) {
        String assigned = variables.get(name);
        if (assigned != null) {
            return assigned;
        }
        return switch (name) {
            case "HOME" -> String.valueOf(Placeholders.HOME);
            case "PWD" -> directory.isEmpty() ? "." : directory;
            case "TMPDIR", "TEMP", "TMP" -> "/tmp";
            case "IFS" -> String.valueOf(Placeholders.FIELD_BREAK);
            default -> null;
        };
    }
}
