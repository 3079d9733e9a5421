package io.delegraph.cli;

import io.delegraph.install.SettingsLocations;
import java.util.Optional;

/** A word to who starts Delegraph and has not connected a client yet. Some files are read and nothing is parsed: it costs a start nothing. */
final class MissingHooks {
    private MissingHooks() {}

    static Optional<String> hint() {
        return SettingsLocations.here().mentionDelegraph()
                ? Optional.empty()
                : Optional.of("no hooks are installed in Claude Code here: " + Launcher.command()
                        + " hooks install connects it");
    }
}
