package io.delegraph.http.auth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The cookie of a browser that gave the read token: an expiry time, a random number, and a hash of both keyed with the token. It does not
 * reveal the token, becomes invalid when the token changes, and is valid on every instance with the same token, until it is logged out.
 */
final class LoginCookie {
    static final String NAME = "delegraph";
    private static final String ATTRIBUTES = "; Path=/; HttpOnly; SameSite=Strict";
    private static final String ALGORITHM = "HmacSHA256";
    private static final Duration LIFETIME = Duration.ofDays(30);

    /** Expiry time, random number, hash of both. */
    private static final Pattern VALUE_PATTERN = Pattern.compile("[0-9]{1,15}\\.[A-Za-z0-9_-]{16}\\.[A-Za-z0-9_-]{43}");

    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKeySpec key;

    /** Cookies that were logged out, with their expiry time; of this instance, since its start. */
    private final Map<String, Long> revoked = new ConcurrentHashMap<>();

    LoginCookie(String readToken) {
        this.key = new SecretKeySpec(readToken.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    /** The Set-Cookie value of a new cookie. */
    String issue(Instant now) {
        byte[] random = new byte[12];
        RANDOM.nextBytes(random);
        String content = now.plus(LIFETIME).getEpochSecond() + "."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        return NAME + "=" + content + "." + hash(content) + "; Max-Age=" + LIFETIME.toSeconds() + ATTRIBUTES;
    }

    /** The Set-Cookie value that removes the cookie. */
    static String clearingHeader() {
        return NAME + "=; Max-Age=0" + ATTRIBUTES;
    }

    /**
     * Whether a request has a valid cookie.
     *
     * @param cookies the {@code Cookie} header; null when absent
     */
    boolean isValidIn(@Nullable String cookies, Instant now) {
        return values(cookies).anyMatch(value -> isValid(value, now));
    }

    /** Revokes every valid cookie of a request, so that a stolen copy becomes invalid too. */
    void revoke(String cookies, Instant now) {
        values(cookies).filter(value -> isValid(value, now)).forEach(value -> revoked.put(value, end(value)));
        revoked.values().removeIf(end -> end <= now.getEpochSecond());
    }

    private static Stream<String> values(@Nullable String cookies) {
        return Arrays.stream(cookies == null ? new String[0] : cookies.split(";", -1))
                .map(String::strip)
                .filter(cookie -> cookie.startsWith(NAME + "="))
                .map(cookie -> cookie.substring(NAME.length() + 1));
    }

    private boolean isValid(String value, Instant now) {
        return VALUE_PATTERN.matcher(value).matches()
                && MessageDigest.isEqual(
                        bytes(hash(value.substring(0, value.lastIndexOf('.')))),
                        bytes(value.substring(value.lastIndexOf('.') + 1)))
                && now.getEpochSecond() < end(value)
                && !revoked.containsKey(value);
    }

    private static long end(String value) {
        return Long.parseLong(value.substring(0, value.indexOf('.')));
    }

    private String hash(String content) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(bytes("read until " + content)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
