package io.delegraph.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The token for reading from a running instance; never printed. */
final class ReadTokenOption {
    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            defaultValue = "${env:DELEGRAPH_READ_TOKEN}",
            description = "Read token; also from the environment as DELEGRAPH_READ_TOKEN.")
    private @Nullable String token;

    /** Null when none was given. */
    @Nullable
    String value() {
        return token;
    }
}
