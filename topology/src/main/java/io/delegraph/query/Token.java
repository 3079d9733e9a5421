package io.delegraph.query;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A token's digest: comparing takes the same time whatever is given, its length included. */
final class Token {
    private final byte[] digest;

    private Token(byte[] digest) {
        this.digest = digest;
    }

    /** Null for null. */
    static Token of(String token) {
        return token == null ? null : new Token(sha256(token));
    }

    boolean is(String given) {
        return MessageDigest.isEqual(digest, sha256(given));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
