package io.delegraph.app;

import io.delegraph.cli.TranscriptDirectory;
import io.delegraph.http.api.ClientSetup;
import io.delegraph.install.InstalledHooks;
import io.delegraph.install.SettingsLocations;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Looks at the client's settings and transcripts on this machine, and at what has arrived, each time it is asked. */
final class LocalSetup implements Supplier<ClientSetup> {
    /** A probe's number is the time it was sent at, in µs. */
    private static final double MICROS_PER_MS = 1_000;

    private final InetAddress listens;
    private final MeterRegistry metrics;

    /** @param listens the address of the HTTP server: on another than a loopback address clients are elsewhere */
    LocalSetup(InetAddress listens, MeterRegistry metrics) {
        this.listens = listens;
        this.metrics = metrics;
    }

    @Override
    public ClientSetup get() {
        boolean local = listens.isLoopbackAddress();
        Path history = TranscriptDirectory.locate();
        return new ClientSetup(
                System.getProperty("delegraph.command", "./delegraph"),
                local,
                local ? hooks() : List.of(),
                (long) metrics.find("delegraph.events").counters().stream()
                        .mapToDouble(Counter::count)
                        .sum(),
                probeAt(),
                history.toString(),
                local ? TranscriptDirectory.count(history) : 0);
    }

    private static List<ClientSetup.Hook> hooks() {
        return InstalledHooks.in(SettingsLocations.here()).stream()
                .map(way -> new ClientSetup.Hook(way.transport(), way.settings().toString()))
                .toList();
    }

    private @Nullable Long probeAt() {
        Gauge latest = metrics.find("delegraph.probe.latest").gauge();
        return latest == null || latest.value() == 0 ? null : (long) (latest.value() / MICROS_PER_MS);
    }
}
