package io.delegraph.http;

import io.delegraph.query.HostNames;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The HTTP server. Each request runs on a virtual thread of its own; every failure becomes a problem document. */
public final class HttpServer implements AutoCloseable {
    /** Maximum length of a request line, bytes: an id may be long and every character of it three bytes. */
    private static final int MAX_REQUEST_LINE_BYTES = 8 * 1024;

    private static final int MAX_HEADER_BYTES = 16 * 1024;
    /** Bytes of an oversized body that are read and dropped so that its sender receives the 413. */
    private static final long MAX_DISCARDED_BYTES = 16L * 1024 * 1024;

    /** Maximum size of all bodies together, bytes: parsing one as JSON takes several times its length. */
    private static final long MAX_BUFFERED_BODY_BYTES = 12L * 1024 * 1024;

    private static final int MAX_CONNECTIONS = 2048;
    private static final Duration IDLE_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration SHUTDOWN_GRACE = Duration.ofMillis(500);

    private final WebServer server;

    private HttpServer(WebServer server) {
        this.server = server;
    }

    /**
     * Starts listening.
     *
     * @param address to bind to, of {@link HttpSettings#bindAddress()}
     * @throws HttpStartException when it must not or cannot start; the message says what to do
     */
    public static HttpServer start(HttpSettings settings, InetAddress address, Router router, MeterRegistry metrics) {
        checkPort(settings, address);
        WebServer server = WebServer.builder()
                .address(address)
                .port(settings.port())
                .shutdownHook(false)
                .featuresDiscoverServices(false)
                .protocolsDiscoverServices(false)
                .addConnectionSelector(new RequestHeadTimeouts(settings.requestTimeout())
                        .wrap(Http1Config.builder()
                                .maxPrologueLength(MAX_REQUEST_LINE_BYTES)
                                .maxHeadersSize(MAX_HEADER_BYTES)))
                .idleConnectionPeriod(settings.requestTimeout().dividedBy(2))
                .maxPayloadSize(settings.maxHookBytes() + MAX_DISCARDED_BYTES)
                .maxTcpConnections(MAX_CONNECTIONS)
                // head and body are written separately: without it a short response waits 40 ms until the client
                // acknowledges its head
                .connectionOptions(options -> options.tcpNoDelay(true))
                .idleConnectionTimeout(IDLE_TIMEOUT)
                .shutdownGracePeriod(SHUTDOWN_GRACE)
                .directHandlers(problems())
                .routing(HttpRouting.builder()
                        .any(new RequestHandler(
                                router,
                                settings.requestTimeout(),
                                new BodyMemoryLimit(MAX_BUFFERED_BODY_BYTES),
                                metrics)))
                .build();
        server.start();
        if (!server.isRunning()) {
            throw cannotListen(settings, "it could not be bound", null);
        }
        return new HttpServer(server);
    }

    /** Checks the port first, because Helidon only logs that it cannot bind, and goes on. */
    private static void checkPort(HttpSettings settings, InetAddress address) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(address, settings.port()));
        } catch (IOException e) {
            throw cannotListen(settings, e.getMessage(), e);
        }
    }

    private static HttpStartException cannotListen(
            HttpSettings settings, @Nullable String why, @Nullable Throwable cause) {
        return new HttpStartException(
                "cannot listen on http://" + HostNames.inUrl(settings.host()) + ":" + settings.port() + ": " + why
                        + "; choose another port, or 0 for any free one",
                cause);
    }

    private static DirectHandlers problems() {
        DirectHandlers.Builder handlers = DirectHandlers.builder();
        for (EventType type : EventType.values()) {
            handlers.addHandler(type, ResponseWriter::protocolProblem);
        }
        return handlers.build();
    }

    /** The port on which it listens. */
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
    }
}
