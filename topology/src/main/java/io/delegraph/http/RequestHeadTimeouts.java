package io.delegraph.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionListener;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Limits the time for the head of a request. Helidon's idle timeout restarts with every byte, so a client that sends heads byte by byte
 * could occupy all connections. Here a head must be complete in time, and when too many are incomplete, the oldest connection is closed.
 */
final class RequestHeadTimeouts implements ServerConnectionSelector, Http1ConnectionListener {
    /** Fewer than {@link HttpServer} accepts connections, so that there is always room for one more. */
    static final int MAX_INCOMPLETE_HEADS = 1_024;

    private static final Duration EXPIRED_IDLE_TIME = Duration.ofDays(1);

    private final Duration timeout;
    private final Map<ConnectionContext, Long> startedAtNanos = new LinkedHashMap<>();
    private final Map<ConnectionContext, ServerConnection> connections = new LinkedHashMap<>();
    private @Nullable ServerConnectionSelector http;

    /** @param within maximum time for a head */
    RequestHeadTimeouts(Duration within) {
        this.timeout = within;
    }

    private ServerConnectionSelector http() {
        return Objects.requireNonNull(http, "wrap() comes before the first connection");
    }

    /** Wraps the connections of this protocol. */
    RequestHeadTimeouts wrap(Http1Config.Builder protocol) {
        http = Http1ConnectionSelector.builder()
                .config(protocol.addReceiveListener(this).build())
                .build();
        return this;
    }

    @Override
    public int bytesToIdentifyConnection() {
        return http().bytesToIdentifyConnection();
    }

    @Override
    public Support supports(BufferData data) {
        return http().supports(data);
    }

    @Override
    public Set<String> supportedApplicationProtocols() {
        return http().supportedApplicationProtocols();
    }

    @Override
    public ServerConnection connection(ConnectionContext context) {
        ServerConnection connection = new TimedConnection(context, http().connection(context));
        synchronized (this) {
            connections.put(context, connection);
        }
        begin(context);
        return connection;
    }

    @Override
    public void prologue(ConnectionContext context, HttpPrologue prologue) {
        begin(context);
    }

    @Override
    public synchronized void headers(ConnectionContext context, Headers headers) {
        startedAtNanos.remove(context);
    }

    private void begin(ConnectionContext context) {
        ServerConnection oldest = null;
        synchronized (this) {
            // a connection's first request begins with the connection
            startedAtNanos.putIfAbsent(context, System.nanoTime());
            if (startedAtNanos.size() > MAX_INCOMPLETE_HEADS) {
                ConnectionContext first = startedAtNanos.keySet().iterator().next();
                startedAtNanos.remove(first);
                oldest = connections.get(first);
            }
        }
        if (oldest != null) {
            oldest.close(true);
        }
    }

    private synchronized boolean tooSlow(ConnectionContext context) {
        Long begun = startedAtNanos.get(context);
        return begun != null && System.nanoTime() - begun > timeout.toNanos();
    }

    private synchronized void end(ConnectionContext context) {
        startedAtNanos.remove(context);
        connections.remove(context);
    }

    /** A connection that counts as idle when a head takes too long. */
    private final class TimedConnection implements ServerConnection {
        private final ConnectionContext context;
        private final ServerConnection connection;

        TimedConnection(ConnectionContext context, ServerConnection connection) {
            this.context = context;
            this.connection = connection;
        }

        @Override
        public void handle(Limit limit) throws InterruptedException {
            try {
                connection.handle(limit);
            } finally {
                end(context);
            }
        }

        @Override
        public Duration idleTime() {
            return tooSlow(context) ? EXPIRED_IDLE_TIME : connection.idleTime();
        }

        @Override
        public void close(boolean interrupt) {
            // an idle connection is not interrupted by itself while it reads a head
            connection.close(interrupt || tooSlow(context));
        }
    }
}
