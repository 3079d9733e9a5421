package io.delegraph.doctor;

import io.delegraph.ingest.Probe;
import io.delegraph.install.HookFragment;
import io.delegraph.install.HookFragment.HookHandler;
import io.delegraph.install.Transport;
import io.delegraph.stream.record.Names;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/** Sends one probe through one installed hook, and finds the hop that lost it when it does not arrive. */
final class ProbeCheck {
    /** The hook script's flusher may be waiting out an outage of up to 10 s. */
    private static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(12);

    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final HookHandler handler;
    private final EndpointClient endpoint;
    private final ClusterCheck cluster;
    private final HookScriptSettings hookSettings;
    private final Spool spool;
    private final Probe probe;
    private final Map<TopicPartition, Long> raw = new HashMap<>();
    private final Map<TopicPartition, Long> rejected = new HashMap<>();

    ProbeCheck(
            HookHandler handler,
            EndpointClient endpoint,
            ClusterCheck cluster,
            HookScriptSettings hookSettings,
            Spool spool) {
        this.handler = handler;
        this.endpoint = endpoint;
        this.cluster = cluster;
        this.hookSettings = hookSettings;
        this.spool = spool;
        Instant now = Instant.now();
        this.probe = new Probe(now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000);
    }

    Finding check() {
        if (cluster.answers()) {
            raw.putAll(cluster.ends(Names.HOOKS));
            rejected.putAll(cluster.ends(Names.HOOKS_REJECTED));
        }
        long start = System.nanoTime();
        Optional<Finding> failed = handler.transport() == Transport.HTTP ? post() : run();
        return failed.orElseGet(() -> await(start));
    }

    private Optional<Finding> run() {
        String command = HookFragment.command(handler);
        ShellCommands.CommandResult ended = ShellCommands.shell(command, probe.payload());
        if (ended.exit() != 0) {
            return Optional.of(lost(
                    "the hook itself",
                    "exit code " + ended.exit() + " " + ended.output().strip(),
                    "run it by hand: " + command));
        }
        return ended.output().isBlank()
                ? Optional.empty()
                : Optional.of(lost(
                        "the hook itself",
                        "it prints text that the model would read: "
                                + ended.output().strip(),
                        "run it by hand: " + command));
    }

    private Optional<Finding> post() {
        EndpointClient.HttpResult answer = new EndpointClient(URI.create(handler.address()), null)
                .post(probe.payload(), hookSettings.get("DELEGRAPH_TOKEN"));
        return switch (answer.status()) {
            case 204 -> Optional.empty();
            case 0 ->
                Optional.of(lost(
                        "the hook itself",
                        handler.address() + " does not answer (" + answer.body() + ")",
                        "start Delegraph (up)"));
            case 401, 403 ->
                Optional.of(lost(
                        "the hook itself",
                        handler.address() + " answers " + answer.status(),
                        "put http.hooks-token into DELEGRAPH_TOKEN where the client starts"));
            default ->
                Optional.of(lost(
                        "the hook itself",
                        handler.address() + " answers " + answer.status() + " " + answer.body(),
                        "see Delegraph's log"));
        };
    }

    private Finding await(long start) {
        long giveUp = start + TIMEOUT_NANOS;
        while (System.nanoTime() < giveUp) {
            Optional<Long> latest = endpoint.latestProbe();
            if (latest.isEmpty() && !waitsInSpool()) {
                return findLoss();
            }
            if (latest.isPresent() && latest.get() == probe.number()) {
                long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
                return Finding.ok("probe", "through " + name() + ": seen after " + millis + " ms");
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        return findLoss();
    }

    /** Finds the last station that the probe reached. */
    private Finding findLoss() {
        String mark = probe.sessionId();
        if (waitsInSpool()) {
            return lost(
                    "the spool",
                    "it waits in " + spool.directory()
                            + spool.lastError()
                                    .map(error -> ", last error: " + error)
                                    .orElse(""),
                    sendsElsewhere().orElse("start Delegraph (up): what waits is sent then"));
        }
        if (!cluster.answers()) {
            return lost("the broker", cluster.servers() + " does not answer", "start Delegraph (up)");
        }
        Optional<ConsumerRecord<byte[], byte[]>> found = cluster.find(mark, raw);
        if (found.isEmpty()) {
            return lost(
                    "the route to the broker",
                    "it is not on " + Names.HOOKS + " of " + cluster.servers(),
                    sendsElsewhere().orElse("look at " + spool.directory() + "/last_error"));
        }
        Optional<ConsumerRecord<byte[], byte[]>> refused = cluster.find(mark, rejected);
        if (refused.isPresent()) {
            Header reason = refused.get().headers().lastHeader("delegraph.reason");
            return lost(
                    "ingest",
                    "it was rejected: " + (reason == null ? "" : new String(reason.value(), StandardCharsets.UTF_8)),
                    "update the hooks and Delegraph to the same version");
        }
        TopicPartition partition =
                new TopicPartition(found.get().topic(), found.get().partition());
        if (!cluster.isRead(partition, found.get().offset())) {
            return lost(
                    "the topology", "it is on " + partition + " but was not read", "see /readyz and Delegraph's log");
        }
        return lost(
                "HTTP",
                "it was read, but " + endpoint.url() + " does not know it",
                "ask the instance that reads " + partition
                        + " with --url, or give a read token (DELEGRAPH_READ_TOKEN)");
    }

    private boolean waitsInSpool() {
        return handler.transport() == Transport.SCRIPT && spool.holds(probe.sessionId());
    }

    /** Instructions when the hook's own settings name another address than the checked one. */
    private Optional<String> sendsElsewhere() {
        String sends = handler.transport() == Transport.SCRIPT ? hookSettings.bootstrapServers() : handler.address();
        if (sends.equals(cluster.servers()) || handler.transport() == Transport.HTTP) {
            return Optional.empty();
        }
        return Optional.of("it sends to " + sends + ": "
                + (handler.transport() == Transport.SCRIPT
                        ? "put DELEGRAPH_BOOTSTRAP=" + cluster.servers() + " into " + hookSettings.file()
                        : "install again with --bootstrap-servers " + cluster.servers()));
    }

    private Finding lost(String hop, String says, String todo) {
        return Finding.todo("probe", "through " + name() + ": lost at " + hop + ": " + says, todo);
    }

    private String name() {
        return handler.transport().word() + " " + handler.address();
    }
}
