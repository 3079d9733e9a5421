package io.delegraph.cli;

import io.delegraph.broker.Ports;
import io.delegraph.config.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;

/** Finds out before anything is started whether a start can have its ports: what follows takes a second or two. */
final class PortCheck {
    private final List<RunningInstance> others;

    /** {@code others} are the instances that run. */
    PortCheck(List<RunningInstance> others) {
        this.others = others;
    }

    /**
     * The port of the HTTP endpoint: the one that is set, or the one that 0 stands for.
     *
     * @throws CommandException when it, or that of the embedded broker, cannot be used: who has it and what to do
     */
    int httpPort(Settings settings) {
        Settings.Http http = settings.http();
        boolean same = settings.kafka().embedded()
                && http.port() != 0
                && http.port() == settings.kafka().port();
        if (same) {
            throw new CommandException(
                    "port " + http.port() + " cannot be that of HTTP and of Kafka: choose --http-port or --kafka-port");
        }
        if (settings.kafka().embedded()) {
            bindable(InetAddress.getLoopbackAddress(), settings.kafka().port(), "for Kafka", "--kafka-port");
        }
        return bindable(address(http), http.port(), "for HTTP on " + http.host(), "--http-port");
    }

    private static InetAddress address(Settings.Http http) {
        try {
            return InetAddress.getByName(http.host());
        } catch (IOException e) {
            throw new CommandException("http.host " + http.host() + " is no address of this machine", e);
        }
    }

    private int bindable(InetAddress address, int port, String purpose, String option) {
        try {
            return Ports.bindable(address, port);
        } catch (IOException e) {
            throw new CommandException("port " + port + " " + purpose + " " + refusal(port, e, option), e);
        }
    }

    private String refusal(int port, IOException failure, String option) {
        String another = "choose another with " + option + " (0: any free one)";
        for (RunningInstance other : others) {
            if (other.http().endsWith(":" + port) || other.kafka().endsWith(":" + port)) {
                return "is in use by the Delegraph on data directory " + other.dataDir() + " (pid " + other.pid()
                        + "): end it with " + Launcher.command() + " stop --data "
                        + InstanceFinder.quoted(other.dataDir()) + ", or " + another;
            }
        }
        String reason = String.valueOf(failure.getMessage());
        if (!reason.contains("in use")) {
            return "cannot be used (" + reason + "): " + another;
        }
        return PortOwner.of(port)
                .map(owner -> "is in use by " + owner.program() + " (pid " + owner.pid() + "): end it, or " + another)
                .orElse("is in use by a program of another user: " + another);
    }
}
