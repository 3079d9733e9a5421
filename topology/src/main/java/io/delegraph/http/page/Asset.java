package io.delegraph.http.page;

import io.delegraph.http.ContentCoding;
import io.delegraph.http.Request;
import io.delegraph.http.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/** A file of the page: compressed once, and only sent when the browser's copy is outdated. */
final class Asset {
    static final String HTML = "text/html; charset=utf-8";
    static final String CSS = "text/css; charset=utf-8";
    static final String JAVASCRIPT = "text/javascript; charset=utf-8";

    private static final int DIGEST_BYTES = 12;

    /** Asked again each time: the next version of the program has other files under the same names. */
    private static final String REVALIDATED = "no-cache";

    private static final String IMMUTABLE = "public, max-age=31536000, immutable";

    private final String contentType;
    private final byte[] plain;
    private final byte @Nullable [] gzip;
    private final String digest;
    private final String cacheControl;

    private Asset(String contentType, byte[] plain, byte @Nullable [] gzip, String digest, String cacheControl) {
        this.contentType = contentType;
        this.plain = plain;
        this.gzip = gzip;
        this.digest = digest;
        this.cacheControl = cacheControl;
    }

    static Asset of(String contentType, byte[] content) {
        byte[] compressed = ContentCoding.gzip(content, Deflater.BEST_COMPRESSION);
        return new Asset(
                contentType,
                content.clone(),
                compressed.length < content.length ? compressed : null,
                HexFormat.of().formatHex(sha256(content), 0, DIGEST_BYTES),
                REVALIDATED);
    }

    static Asset of(String contentType, String content) {
        return of(contentType, content.getBytes(StandardCharsets.UTF_8));
    }

    /** The same under a name that another content would not have: never asked for again. */
    Asset immutable() {
        return new Asset(contentType, plain, gzip, digest, IMMUTABLE);
    }

    /** Of its content, 24 hexadecimal digits. */
    String digest() {
        return digest;
    }

    String text() {
        return new String(plain, StandardCharsets.UTF_8);
    }

    /**
     * The whole file, or 304 when the browser's copy is current.
     *
     * @param more headers besides those about caching and encoding
     */
    Response respond(Request request, Map<String, String> more) {
        byte[] packed = ContentCoding.acceptsGzip(request.header().apply("Accept-Encoding")) ? gzip : null;
        boolean compressed = packed != null;
        Map<String, String> headers = new HashMap<>(more);
        String etag = '"' + digest + (compressed ? "-gzip" : "") + '"';
        headers.put("ETag", etag);
        headers.put("Cache-Control", cacheControl);
        headers.merge("Vary", "Accept-Encoding", (given, coding) -> given + ", " + coding);
        if (holds(request.header().apply("If-None-Match"), etag)) {
            return new Response(304, null, new byte[0], headers);
        }
        if (compressed) {
            headers.put("Content-Encoding", "gzip");
        }
        return new Response(200, contentType, packed != null ? packed : plain, headers);
    }

    private static boolean holds(@Nullable String ifNoneMatch, String etag) {
        return ifNoneMatch != null
                && Arrays.stream(ifNoneMatch.split(",", -1))
                        .map(String::strip)
                        .map(tag -> tag.startsWith("W/") ? tag.substring(2) : tag)
                        .anyMatch(tag -> tag.equals(etag) || tag.equals("*"));
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
