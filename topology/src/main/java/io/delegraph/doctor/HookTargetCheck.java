package io.delegraph.doctor;

import io.delegraph.install.HookFragment.HookHandler;
import io.delegraph.install.SettingsLocations;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;

/** Checks that the script, program or address of an installed hook exists. */
public final class HookTargetCheck {
    private static final List<String> SCRIPT_FILES = List.of("telemetry-flush.sh", "envelope.awk");
    private static final int CONNECT_MS = 2_000;

    private HookTargetCheck() {}

    /** Describes what is missing; empty when nothing is. */
    public static Optional<String> missing(HookHandler handler) {
        return switch (handler.transport()) {
            case SCRIPT -> script(handler.address());
            case KCAT ->
                MachineCheck.program("kcat").isPresent()
                        ? broker(handler.address())
                        : Optional.of("there is no kcat on the PATH");
            case HTTP -> endpoint(handler.address());
        };
    }

    private static Optional<String> script(String address) {
        // the shell that runs the hook would expand the home directory
        Path script = Path.of(address.replaceFirst("^\\$HOME(?=/)", home()));
        if (!Files.isExecutable(script)) {
            return Optional.of(script + (Files.exists(script) ? " is not executable" : " does not exist"));
        }
        return SCRIPT_FILES.stream()
                .map(script::resolveSibling)
                .filter(file -> !Files.isReadable(file))
                .findFirst()
                .map(file -> file + " does not exist");
    }

    private static String home() {
        return Matcher.quoteReplacement(SettingsLocations.home(System.getenv()).toString());
    }

    private static Optional<String> broker(String servers) {
        for (String server : servers.split(",", -1)) {
            int colon = server.lastIndexOf(':');
            String host = colon < 0 ? server : server.substring(0, colon).replaceAll("[\\[\\]]", "");
            try (Socket socket = new Socket()) {
                int port = colon < 0 ? 9092 : Integer.parseInt(server.substring(colon + 1));
                socket.connect(new InetSocketAddress(host, port), CONNECT_MS);
                return Optional.empty();
            } catch (IOException | IllegalArgumentException e) {
                // try the next one
            }
        }
        return Optional.of("no answer from " + servers);
    }

    private static Optional<String> endpoint(String url) {
        try {
            EndpointClient.HttpResult answer = new EndpointClient(URI.create(url), null).get("/healthz");
            return answer.status() == 0 ? Optional.of("no answer from " + url) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(url + " is not a URL");
        }
    }
}
