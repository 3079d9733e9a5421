package io.delegraph.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where and how the HTTP endpoint listens.
 *
 * @param host name or address to bind to
 * @param port 0 for any free one
 * @param readToken required by all routes that read; null for none, allowed on loopback only
 * @param hookToken required by {@code POST /hooks}; null for none: hooks are then accepted from this machine only
 * @param extraHosts names, without port, that a {@code Host} header may contain besides loopback and {@code host}
 * @param maxHookBytes maximum length of a body of {@code POST /hooks}, bytes
 * @param requestTimeout maximum time for the head of a request, and again from there to the end of its body
 */
public record HttpSettings(
        String host,
        int port,
        @Nullable String readToken,
        @Nullable String hookToken,
        Set<String> extraHosts,
        int maxHookBytes,
        Duration requestTimeout) {
    /** The default maximum size of a Kafka record. */
    public static final int DEFAULT_MAX_HOOK_BYTES = 1_048_576;

    public HttpSettings {
        extraHosts = Set.copyOf(extraHosts);
        readToken = readToken == null || readToken.isBlank() ? null : readToken;
        hookToken = hookToken == null || hookToken.isBlank() ? null : hookToken;
    }

    /** Settings for loopback without tokens. */
    public static HttpSettings loopback(int port) {
        return new HttpSettings(
                "127.0.0.1", port, null, null, Set.of(), DEFAULT_MAX_HOOK_BYTES, Duration.ofSeconds(30));
    }

    /**
     * The address to bind to.
     *
     * @throws HttpStartException when there is no such host, and when other machines could read without a token
     */
    public InetAddress bindAddress() {
        if (readToken != null && readToken.equals(hookToken)) {
            throw new HttpStartException(
                    "the read token and the hook token are the same: whoever sends hooks could read everything; set two",
                    null);
        }
        InetAddress address;
        try {
            address = InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new HttpStartException("cannot listen on http host '" + host + "': no such host", e);
        }
        if (readToken == null && !address.isLoopbackAddress()) {
            throw new HttpStartException(
                    "http host '" + host
                            + "' can be reached from other machines, so a read token is needed: set one, or listen on 127.0.0.1",
                    null);
        }
        return address;
    }

    /** Never prints a token. */
    @Override
    public String toString() {
        return "HttpSettings[" + host + ":" + port + ", readToken=" + (readToken == null ? "none" : "set")
                + ", hookToken=" + (hookToken == null ? "none" : "set") + ", extraHosts=" + extraHosts + "]";
    }
}
