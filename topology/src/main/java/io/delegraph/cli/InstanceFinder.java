package io.delegraph.cli;

import io.delegraph.config.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which Delegraph a command means: the one that is named, else the one that runs. */
final class InstanceFinder {
    /** Where one answers that nobody configured. */
    private static final String USUAL_HTTP = "http://127.0.0.1:8080";

    private static final int CONNECT_MS = 500;

    private final InstanceRegistry registry;

    InstanceFinder(StateDirectory state) {
        this.registry = new InstanceRegistry(state);
    }

    /** Every instance that runs, the longest running first. */
    List<RunningInstance> all() {
        return registry.living();
    }

    /**
     * Every instance that starts.
     *
     * @param data only on this data directory; null for any
     */
    List<RunningInstance> starting(@Nullable Path data) {
        String directory = data == null ? null : absolute(data).toString();
        return registry.starting().stream()
                .filter(each -> directory == null || directory.equals(each.dataDir()))
                .toList();
    }

    private static Path absolute(Path data) {
        return data.toAbsolutePath().normalize();
    }

    /** What to say where an instance is needed: that one starts, or else what is given. */
    private CommandException none(@Nullable Path data, String otherwise) {
        return new CommandException(starting(data).stream()
                .findFirst()
                .map(each -> "the Delegraph on " + each.dataDir() + " (pid " + each.pid()
                        + ") is still starting: try again when it is ready")
                .orElse(otherwise));
    }

    /**
     * The instance that is meant; empty when none runs.
     *
     * @param data the data directory that was named; null when none was
     * @throws CommandException when none runs on the named directory, or several run and none was named
     */
    Optional<RunningInstance> find(@Nullable Path data) {
        if (data != null) {
            return Optional.of(on(data));
        }
        List<RunningInstance> living = registry.living();
        if (living.size() > 1) {
            throw new CommandException(
                    living.size() + " instances of Delegraph run here: choose one with --data" + described(living));
        }
        return living.stream().findFirst();
    }

    /** The same; without one a failure that says what to do. */
    RunningInstance require(@Nullable Path data) {
        return find(data)
                .orElseThrow(() -> none(null, "no Delegraph runs here: " + Launcher.command() + " up starts it"));
    }

    private RunningInstance on(Path data) {
        Path directory = absolute(data);
        return RunningInstance.on(directory).orElseThrow(() -> {
            List<RunningInstance> others = registry.living();
            return none(
                    directory,
                    "no Delegraph runs on the data directory " + directory + ": " + Launcher.command() + " up --data "
                            + quoted(directory.toString()) + " starts it"
                            + (others.isEmpty() ? "" : "; what runs:" + described(others)));
        });
    }

    /** One line for each, with the option that chooses it. */
    private static String described(List<RunningInstance> instances) {
        int width = instances.stream()
                .mapToInt(instance -> quoted(instance.dataDir()).length())
                .max()
                .orElse(0);
        return instances.stream()
                .map(instance -> "\n  --data " + padded(quoted(instance.dataDir()), width) + "  " + instance.http()
                        + (instance.demo() ? ", the demo" : ""))
                .collect(Collectors.joining());
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    /** As a shell takes it. */
    static String quoted(String path) {
        return path.matches("[\\w./@%+:,-]+") ? path : "'" + path.replace("'", "'\\''") + "'";
    }

    /**
     * Where a Delegraph answers over HTTP.
     *
     * @param instance null when it was named by its address, or none is known to run
     * @param assumed whether nobody said so: the usual address is tried
     */
    record Address(URI url, @Nullable RunningInstance instance, boolean assumed) {
        /** What to do when nothing answers there. */
        CommandException unreachable(RuntimeException failure) {
            return assumed
                    ? new CommandException(
                            "no Delegraph runs here, and none answers at " + url + ": " + Launcher.command()
                                    + " up starts it, --url names one that is elsewhere",
                            failure)
                    : new CommandException(failure.getMessage(), failure);
        }
    }

    /** The instance that is meant, else the usual address: one that this user did not start may be there. */
    Address address(@Nullable Path data) {
        return find(data)
                .map(instance -> new Address(URI.create(instance.http()), instance, false))
                .orElseGet(() -> new Address(URI.create(USUAL_HTTP), null, true));
    }

    /**
     * Where Kafka is.
     *
     * @param instance null when the cluster was named and no instance of this user is known to use it
     */
    record Broker(String bootstrapServers, @Nullable RunningInstance instance) {
        /** Where to look at what was sent there, to end a line with. */
        String look() {
            return instance == null ? "" : "; look at it: " + instance.http();
        }

        /** What is sent to, in words. */
        String words() {
            if (instance == null) {
                return "Kafka at " + bootstrapServers;
            }
            return (instance.demo() ? "the demo on " : "the Delegraph on ") + instance.dataDir();
        }
    }

    /**
     * The cluster that is named or configured, else that of the instance that is meant, else one on the port where it would be.
     *
     * @param data the data directory that was named; null when none was
     * @throws CommandException when nothing listens there, or several instances run and none was named
     */
    Broker broker(Settings settings, @Nullable Path data) {
        String given = settings.kafka().bootstrapServers();
        if (given != null) {
            return new Broker(
                    given,
                    all().stream()
                            .filter(instance -> instance.kafka().equals(given))
                            .findFirst()
                            .orElse(null));
        }
        return find(data)
                .map(instance -> new Broker(instance.kafka(), instance))
                .orElseGet(() -> usualBroker(settings.kafka().port()));
    }

    private static Broker usualBroker(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MS);
            return new Broker("127.0.0.1:" + port, null);
        } catch (IOException e) {
            throw new CommandException(
                    "no Delegraph runs here, and nothing listens on 127.0.0.1:" + port + ": " + Launcher.command()
                            + " up starts it, --bootstrap-servers names a Kafka that is elsewhere",
                    e);
        }
    }
}
