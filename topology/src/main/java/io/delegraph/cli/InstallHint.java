package io.delegraph.cli;

import io.delegraph.install.SettingsLocations;
import java.util.Optional;

/** Hint for a start without installed hooks. It searches the settings files as text, so it does not slow down the start. */
final class InstallHint {
    private InstallHint() {}

    static Optional<String> hint() {
        return SettingsLocations.here().mentionDelegraph()
                ? Optional.empty()
                : Optional.of("no hooks are installed in Claude Code here: " + Launcher.command()
                        + " hooks install connects it");
    }
}
