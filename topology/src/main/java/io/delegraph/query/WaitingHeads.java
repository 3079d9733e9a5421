package io.delegraph.query;

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
import java.util.Set;

/**
 * Connections whose next request has begun and whose head is not complete. Helidon's idle timeout begins anew with every byte: whoever
 * sends a head byte by byte, on every connection that there is room for, would keep everybody else out. Here a head has a time to be
 * complete in, and when very many are not, the oldest gives way.
 */
final class WaitingHeads implements ServerConnectionSelector, Http1ConnectionListener {
    /** Less than {@link HttpServer} takes connections: so there is always room for one more. */
    static final int MOST = 1_024;

    private static final Duration TOO_LONG = Duration.ofDays(1);

    private final Duration within;
    private final Map<ConnectionContext, Long> since = new LinkedHashMap<>();
    private final Map<ConnectionContext, ServerConnection> connections = new LinkedHashMap<>();
    private ServerConnectionSelector http;

    /** @param within the longest time that a head may take */
    WaitingHeads(Duration within) {
        this.within = within;
    }

    /** Of this protocol are the connections. */
    WaitingHeads of(Http1Config.Builder protocol) {
        http = Http1ConnectionSelector.builder()
                .config(protocol.addReceiveListener(this).build())
                .build();
        return this;
    }

    @Override
    public int bytesToIdentifyConnection() {
        return http.bytesToIdentifyConnection();
    }

    @Override
    public Support supports(BufferData data) {
        return http.supports(data);
    }

    @Override
    public Set<String> supportedApplicationProtocols() {
        return http.supportedApplicationProtocols();
    }

    @Override
    public ServerConnection connection(ConnectionContext context) {
        ServerConnection connection = new Watched(context, http.connection(context));
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
        since.remove(context);
    }

    private void begin(ConnectionContext context) {
        ServerConnection oldest = null;
        synchronized (this) {
            // a connection's first request has begun with the connection
            since.putIfAbsent(context, System.nanoTime());
            if (since.size() > MOST) {
                ConnectionContext first = since.keySet().iterator().next();
                since.remove(first);
                oldest = connections.get(first);
            }
        }
        if (oldest != null) {
            oldest.close(true);
        }
    }

    private synchronized boolean tooSlow(ConnectionContext context) {
        Long begun = since.get(context);
        return begun != null && System.nanoTime() - begun > within.toNanos();
    }

    private synchronized void end(ConnectionContext context) {
        since.remove(context);
        connections.remove(context);
    }

    /** A connection that counts as idle when a head takes too long. */
    private final class Watched implements ServerConnection {
        private final ConnectionContext context;
        private final ServerConnection connection;

        Watched(ConnectionContext context, ServerConnection connection) {
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
            return tooSlow(context) ? TOO_LONG : connection.idleTime();
        }

        @Override
        public void close(boolean interrupt) {
            // what is idle is not interrupted by itself while it reads a head
            connection.close(interrupt || tooSlow(context));
        }
    }
}
