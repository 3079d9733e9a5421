package io.delegraph.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Compresses bodies for whoever takes that: the JSON of an answer shrinks to a tenth, which is what a slow line waits for. */
public final class ContentCoding {
    /** A shorter body fits into one packet as it is. */
    private static final int MIN_BYTES = 1_400;

    private ContentCoding() {}

    /** The response with its body compressed, or as it is: small, of another kind than text, or for a client that does not take gzip. */
    static Response compressed(Response response, @Nullable String acceptEncoding) {
        if (response.stream() != null
                || response.body().length < MIN_BYTES
                || !isText(response.contentType())
                || response.headers().containsKey("Content-Encoding")
                || !acceptsGzip(acceptEncoding)) {
            return response;
        }
        Map<String, String> headers = new HashMap<>(response.headers());
        headers.put("Content-Encoding", "gzip");
        headers.merge("Vary", "Accept-Encoding", (given, coding) -> given + ", " + coding);
        // made anew for every request: fast matters more than small
        return new Response(
                response.status(), response.contentType(), gzip(response.body(), Deflater.BEST_SPEED), headers);
    }

    /** The page's files are compressed already, once and better. */
    private static boolean isText(@Nullable String contentType) {
        return contentType != null
                && (contentType.contains("json")
                        || contentType.startsWith("text/plain")
                        || contentType.startsWith("application/openmetrics-text"));
    }

    /** RFC 9110, 12.5.3, for a single encoding; a weight of zero excludes it. */
    public static boolean acceptsGzip(@Nullable String acceptEncoding) {
        return acceptEncoding != null
                && Arrays.stream(acceptEncoding.toLowerCase(Locale.ROOT).split(",", -1))
                        .map(coding -> coding.replace(" ", "").replace("\t", ""))
                        .anyMatch(coding -> coding.equals("gzip")
                                || (coding.startsWith("gzip;q=") && !coding.matches("gzip;q=0(\\.0{0,3})?")));
    }

    /** The content in gzip's format; {@code level} is one of {@link Deflater}. */
    public static byte[] gzip(byte[] content, int level) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new LevelledStream(out, level)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** A subclass, because the compression level can only be set from within. */
    private static final class LevelledStream extends GZIPOutputStream {
        LevelledStream(ByteArrayOutputStream out, int level) throws IOException {
            super(out);
            def.setLevel(level);
        }
    }
}
