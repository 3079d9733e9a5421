package io.delegraph.query;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Limits login attempts per address, so that a token cannot be guessed. Thread-safe. */
final class LoginLimit {
    private static final int TRIES = 10;
    private static final Duration WITHIN = Duration.ofMinutes(1);

    /** Maximum addresses remembered; when all are in use, new addresses are refused. */
    private static final int ADDRESSES = 10_000;

    private record Tries(Instant since, int count) {
        boolean over(Instant now) {
            return !now.isBefore(since.plus(WITHIN));
        }
    }

    private final Map<InetAddress, Tries> byAddress = new HashMap<>();

    /** Counts a try; throws the problem of one too many. */
    synchronized void check(InetAddress address, Instant now) {
        if (byAddress.size() >= ADDRESSES) {
            byAddress.values().removeIf(tries -> tries.over(now));
        }
        Tries before = byAddress.get(address);
        if (before == null && byAddress.size() >= ADDRESSES) {
            throw tooMany(WITHIN);
        }
        Tries tries =
                before == null || before.over(now) ? new Tries(now, 1) : new Tries(before.since(), before.count() + 1);
        byAddress.put(address, tries);
        if (tries.count() > TRIES) {
            throw tooMany(Duration.between(now, tries.since().plus(WITHIN)));
        }
    }

    private static RuntimeException tooMany(Duration wait) {
        long seconds = Math.max(1, wait.toSeconds());
        return Problem.of(
                        429,
                        "too-many-logins",
                        "Too many logins",
                        "at most " + TRIES + " login attempts a minute are allowed per address; try again in " + seconds
                                + " s")
                .withHeader("Retry-After", Long.toString(seconds))
                .exception();
    }
}
