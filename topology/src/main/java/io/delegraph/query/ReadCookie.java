package io.delegraph.query;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The cookie of a browser that gave the read token: when it ends, and a hash of that keyed with the token. So it is not the token, ends
 * with it, and holds for every instance that has the same one.
 */
final class ReadCookie {
    static final String NAME = "delegraph";
    private static final String ATTRIBUTES = "; Path=/; HttpOnly; SameSite=Strict";
    private static final String ALGORITHM = "HmacSHA256";
    private static final Duration HOLDS = Duration.ofDays(30);

    private final SecretKeySpec key;

    ReadCookie(String readToken) {
        this.key = new SecretKeySpec(readToken.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    /** As {@code Set-Cookie} has it. */
    String issue(Instant now) {
        String end = Long.toString(now.plus(HOLDS).getEpochSecond());
        return NAME + "=" + end + "." + hash(end) + "; Max-Age=" + HOLDS.toSeconds() + ATTRIBUTES;
    }

    /** Makes a browser forget it. */
    static String forget() {
        return NAME + "=; Max-Age=0" + ATTRIBUTES;
    }

    /**
     * Whether a request brings it, still holding.
     *
     * @param cookies the {@code Cookie} header; null when absent
     */
    boolean isIn(String cookies, Instant now) {
        return cookies != null
                && Arrays.stream(cookies.split(";", -1))
                        .map(String::strip)
                        .filter(cookie -> cookie.startsWith(NAME + "="))
                        .anyMatch(cookie -> holds(cookie.substring(NAME.length() + 1), now));
    }

    private boolean holds(String value, Instant now) {
        int dot = value.indexOf('.');
        String end = value.substring(0, Math.max(dot, 0));
        return end.matches("[0-9]{1,15}")
                && MessageDigest.isEqual(bytes(hash(end)), bytes(value.substring(dot + 1)))
                && now.getEpochSecond() < Long.parseLong(end);
    }

    private String hash(String end) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(bytes("read until " + end)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
