package io.delegraph.query;

import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import org.jspecify.annotations.Nullable;

/** Describes why a connection failed; the client's own exceptions often have no message. */
final class ConnectionFailures {
    private ConnectionFailures() {}

    static String describe(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException) {
                return "no such host";
            }
            if (cause instanceof HttpConnectTimeoutException) {
                return "connecting took too long";
            }
        }
        if (failure instanceof ConnectException) {
            return "connection refused";
        }
        if (failure == null) {
            return "unknown failure";
        }
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
