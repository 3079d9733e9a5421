package io.delegraph.http.auth;

import io.delegraph.http.Problem;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Limits login attempts per address, so that a token cannot be guessed. Thread-safe. */
final class LoginRateLimiter {
    private static final int MAX_ATTEMPTS = 10;
    private static final Duration ATTEMPT_WINDOW = Duration.ofMinutes(1);

    /** Maximum addresses remembered; when all are in use, new addresses are refused. */
    private static final int MAX_ADDRESSES = 10_000;

    private record Attempts(Instant since, int count) {
        boolean expired(Instant now) {
            return !now.isBefore(since.plus(ATTEMPT_WINDOW));
        }
    }

    private final Map<InetAddress, Attempts> byAddress = new HashMap<>();

    /** Counts an attempt; throws a problem when there were too many. */
    synchronized void check(@Nullable InetAddress address, Instant now) {
        if (byAddress.size() >= MAX_ADDRESSES) {
            byAddress.values().removeIf(tries -> tries.expired(now));
        }
        Attempts before = byAddress.get(address);
        if (before == null && byAddress.size() >= MAX_ADDRESSES) {
            throw tooMany(ATTEMPT_WINDOW);
        }
        Attempts tries = before == null || before.expired(now)
                ? new Attempts(now, 1)
                : new Attempts(before.since(), before.count() + 1);
        byAddress.put(address, tries);
        if (tries.count() > MAX_ATTEMPTS) {
            throw tooMany(Duration.between(now, tries.since().plus(ATTEMPT_WINDOW)));
        }
    }

    private static RuntimeException tooMany(Duration wait) {
        long seconds = Math.max(1, wait.toSeconds());
        return Problem.of(
                        429,
                        "too-many-logins",
                        "Too many logins",
                        "at most " + MAX_ATTEMPTS + " login attempts a minute are allowed per address; try again in "
                                + seconds + " s")
                .withHeader("Retry-After", Long.toString(seconds))
                .exception();
    }
}
