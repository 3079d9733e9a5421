package io.delegraph.http;

import java.net.InetAddress;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The sender of a request.
 *
 * @param remote the client's address; null when unknown
 * @param local the local address of the connection; null when unknown
 * @param header value by name, null when absent
 */
public record Caller(
        @Nullable InetAddress remote, @Nullable InetAddress local, UnaryOperator<@Nullable String> header) {}
