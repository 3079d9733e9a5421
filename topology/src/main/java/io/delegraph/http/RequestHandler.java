package io.delegraph.http;

import io.helidon.common.socket.PeerInfo;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Passes each request from Helidon to the router, measures it and sends the response. */
final class RequestHandler implements Handler {
    private final Router router;
    private final Duration bodyTimeout;
    private final BodyMemoryLimit bodies;
    private final MeterRegistry metrics;

    RequestHandler(Router router, Duration bodyTimeout, BodyMemoryLimit bodies, MeterRegistry metrics) {
        this.router = router;
        this.bodyTimeout = bodyTimeout;
        this.bodies = bodies;
        this.metrics = metrics;
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        UnaryOperator<@Nullable String> header = name -> header(request, name);
        try (BoundedBody body = new BoundedBody(request, bodyTimeout, bodies)) {
            handle(request, response, header, body);
        }
    }

    private void handle(
            ServerRequest request, ServerResponse response, UnaryOperator<@Nullable String> header, BoundedBody body) {
        Timer.Sample timer = Timer.start(metrics);
        Caller caller = new Caller(address(request.remotePeer()), address(request.localPeer()), header);
        String method = request.prologue().method().text();
        Router.RoutedResponse routed = router.handle(
                caller, method, request.path().rawPath(), request.query().rawValue(), body);
        timer.stop(Timer.builder("delegraph.http.requests")
                .description("Requests over HTTP by route, method and status")
                .tags(
                        "route",
                        routed.template(),
                        "method",
                        known(method),
                        "status",
                        Integer.toString(routed.response().status()))
                .register(metrics));
        boolean last = !body.discard()
                || request.headers().containsToken(HeaderValues.CONNECTION_CLOSE)
                || routed.response().headers().containsKey("Connection");
        Response answer = ContentCoding.compressed(routed.response(), header.apply("Accept-Encoding"));
        ResponseWriter.send(answer, method.equals("HEAD"), last, response);
        if (last && (routed.response().stream() == null || method.equals("HEAD"))) {
            // Helidon 4.5.0 announces the close but waits for another request (its issue 12324)
            throw new CloseConnectionException("the connection closes after this response");
        }
    }

    /** Null when absent, and for a repeated Host header: a proxy in front may have used the other one. */
    private static @Nullable String header(ServerRequest request, String name) {
        HeaderName header = HeaderNames.create(name);
        boolean twice = header.equals(HeaderNames.HOST)
                && request.headers().contains(header)
                && request.headers().get(header).valueCount() > 1;
        return twice ? null : request.headers().first(header).orElse(null);
    }

    /** Limits the methods to known ones, because a client may send any name and a metric label must have few values. */
    private static String known(String method) {
        return List.of("GET", "HEAD", "POST").contains(method) ? method : "other";
    }

    private static @Nullable InetAddress address(PeerInfo peer) {
        SocketAddress address = peer.address();
        return address instanceof InetSocketAddress internet ? internet.getAddress() : null;
    }
}
