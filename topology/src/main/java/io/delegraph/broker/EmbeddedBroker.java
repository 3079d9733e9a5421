package io.delegraph.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kafka broker and its controller in this process (KRaft), reachable from this machine only. Its directory contains all its data: topics,
 * offsets and the cluster's id survive a restart.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
    private static final String META = "meta.properties";

    private final KafkaRaftServer server;
    private final int port;
    private final ExitInterceptor fatal;

    /** Properties of clients with all permissions. */
    private final Map<String, String> client;

    private final @Nullable BrokerLogin login;

    private EmbeddedBroker(
            KafkaRaftServer server,
            int port,
            ExitInterceptor fatal,
            @Nullable BrokerLogin login,
            Map<String, String> client) {
        this.server = server;
        this.port = port;
        this.fatal = fatal;
        this.login = login;
        this.client = client;
    }

    /**
     * Starts a broker on {@code dir}, which is created when missing, readable by its owner only.
     *
     * @param port 0 for any free one
     * @throws BrokerStartException when the port or the directory cannot be used
     */
    public static EmbeddedBroker start(Path dir, int port) {
        return start(dir, port, null, Set.of());
    }

    /**
     * Starts a broker on which only clients with the login have all permissions; others have none until {@link #allowAnonymous}.
     *
     * @param login null for a broker without access control
     * @param promised ports that are reserved for other listeners of this process
     */
    public static EmbeddedBroker start(Path dir, int port, @Nullable BrokerLogin login, Set<Integer> promised) {
        Set<Integer> taken = new HashSet<>(promised);
        int brokerPort = probe(port, taken);
        int controllerPort = probe(0, taken);
        int loginPort = login == null ? brokerPort : probe(0, taken);
        format(dir);
        ExitInterceptor fatal = ExitInterceptor.listen();
        KafkaRaftServer server = null;
        try {
            server = new KafkaRaftServer(
                    KafkaConfig.fromProps(
                            login == null
                                    ? BrokerProperties.of(dir, brokerPort, controllerPort)
                                    : BrokerProperties.withLogin(dir, brokerPort, controllerPort, loginPort, login),
                            false),
                    Time.SYSTEM);
            server.startup();
            String servers = BrokerProperties.HOST + ":" + loginPort;
            return new EmbeddedBroker(
                    server,
                    brokerPort,
                    fatal,
                    login,
                    login == null ? Map.of("bootstrap.servers", servers) : login.client(servers));
        } catch (RuntimeException e) {
            fatal.close();
            if (server != null) {
                server.shutdown();
            }
            throw explain(dir, e);
        }
    }

    /** Properties of clients with all permissions. */
    public Map<String, String> client() {
        return client;
    }

    /**
     * Allows clients without a login to write to a topic.
     *
     * @param reads whether they may also read all topics
     */
    public void allowAnonymous(String hooksTopic, boolean reads) {
        try (Admin admin = Admin.create(Map.<String, Object>copyOf(client))) {
            new AnonymousAcls(admin).apply(hooksTopic, reads);
        }
    }

    /** host:port for clients without a login. */
    public String bootstrapServers() {
        return BrokerProperties.HOST + ":" + port;
    }

    /**
     * Ends transactions that a killed process left open, so that no reader waits for them; to be called before the broker is used.
     *
     * @param owner prefix of that process's transactional ids
     * @return number of partitions with an open transaction
     */
    public int endHangingTransactions(String owner) {
        try (Admin admin = Admin.create(Map.<String, Object>copyOf(client))) {
            String servers = Objects.requireNonNull(
                    client.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG), "the client's settings name the broker");
            int loginPort = Integer.parseInt(servers.substring(servers.lastIndexOf(':') + 1));
            int ended = new HangingTransactions(admin, new TransactionMarkers(loginPort, login), owner).end();
            if (ended > 0) {
                LOG.warn("a transaction left open by a crash was ended: {} partitions", ended);
            }
            return ended;
        }
    }

    /** Completes with the reason when the broker gives up by itself, for example because its disk is full. */
    public CompletionStage<String> fatalError() {
        return fatal.reason().minimalCompletionStage();
    }

    /** Shuts down cleanly: acknowledged data is on disk, and the next start needs no recovery. */
    @Override
    public void close() {
        fatal.close();
        server.shutdown();
        server.awaitShutdown();
    }

    /** Adds the bound port to those that are taken. */
    private static int probe(int port, Set<Integer> taken) {
        try {
            int found = Ports.bindable(InetAddress.getLoopbackAddress(), port, taken);
            taken.add(found);
            return found;
        } catch (IOException e) {
            throw new BrokerStartException(
                    "port " + port + " for Kafka cannot be used (" + e.getMessage()
                            + "): choose another with --kafka-port, 0 for any free one",
                    e);
        }
    }

    private static void format(Path dir) {
        try {
            createPrivately(dir);
            if (Files.exists(dir.resolve(META))) {
                return;
            }
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .setNodeId(BrokerProperties.NODE_ID)
                    .setClusterId(Uuid.randomUuid().toString())
                    .addDirectory(dir.toString())
                    .setMetadataLogDirectory(dir.toString())
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .setControllerListenerName(BrokerProperties.CONTROLLER)
                    .run();
        } catch (Exception e) {
            throw explain(dir, e);
        }
    }

    private static void createPrivately(Path dir) throws IOException {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] ownerOnly = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
        Files.createDirectories(dir, ownerOnly);
    }

    private static BrokerStartException explain(Path dir, Exception e) {
        String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        if (reason.contains(".lock")) {
            return new BrokerStartException("the broker's directory " + dir + " is in use by another process", e);
        }
        if (e instanceof AccessDeniedException || !Files.isWritable(dir)) {
            return new BrokerStartException("the broker's directory " + dir + " cannot be written", e);
        }
        return new BrokerStartException("the broker does not start on " + dir + ": " + reason, e);
    }
}
