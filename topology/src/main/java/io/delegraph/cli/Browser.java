package io.delegraph.cli;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Opens a page where a person sees it. */
@FunctionalInterface
public interface Browser {
    /** Empty when it was opened, else why it was not. */
    Optional<String> open(URI address);

    /** That of this machine's desktop. */
    static Browser ofDesktop() {
        return address -> open(address, System.getProperty("os.name"), System.getenv());
    }

    private static Optional<String> open(URI address, String system, Map<String, String> environment) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("mac")) {
            return run(List.of("open", address.toString()));
        }
        if (name.startsWith("windows")) {
            return run(List.of("rundll32", "url.dll,FileProtocolHandler", address.toString()));
        }
        boolean display = environment.containsKey("DISPLAY") || environment.containsKey("WAYLAND_DISPLAY");
        return display ? run(List.of("xdg-open", address.toString())) : Optional.of("there is no display here");
    }

    private static Optional<String> run(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            // Some openers end at once, some with the browser.
            boolean failed = process.waitFor(3, TimeUnit.SECONDS) && process.exitValue() != 0;
            return failed ? Optional.of(command.getFirst() + " ended with " + process.exitValue()) : Optional.empty();
        } catch (IOException e) {
            return Optional.of(command.getFirst() + " cannot be run");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }
}
