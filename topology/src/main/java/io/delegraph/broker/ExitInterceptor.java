package io.delegraph.broker;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.utils.Exit;
import org.jspecify.annotations.Nullable;

/**
 * Intercepts Kafka's calls that end the process on a fatal error (port in use, log directory gone, disk full). This process contains more
 * than the broker, so the call becomes an exception in its thread, and {@link #reason} completes.
 */
final class ExitInterceptor implements AutoCloseable {
    private static final Set<ExitInterceptor> LISTENING = ConcurrentHashMap.newKeySet();

    static {
        Exit.setExitProcedure(ExitInterceptor::raise);
        Exit.setHaltProcedure(ExitInterceptor::raise);
    }

    private final CompletableFuture<String> reason = new CompletableFuture<>();

    private ExitInterceptor() {}

    static ExitInterceptor listen() {
        ExitInterceptor listener = new ExitInterceptor();
        LISTENING.add(listener);
        return listener;
    }

    /** Completes when Kafka wanted to end the process. */
    CompletableFuture<String> reason() {
        return reason;
    }

    @Override
    public void close() {
        LISTENING.remove(this);
    }

    private static void raise(int status, @Nullable String message) {
        String text = message == null
                ? "Kafka ended with status " + status + ", most often because the disk is full or its directory gone"
                : message;
        LISTENING.forEach(listener -> listener.reason.complete(text));
        throw new BrokerStartException(text);
    }
}
