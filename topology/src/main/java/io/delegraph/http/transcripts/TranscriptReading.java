package io.delegraph.http.transcripts;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.delegraph.ingest.Secrets;
import io.delegraph.schemas.Json;
import io.delegraph.transcript.TranscriptItem;
import io.delegraph.transcript.TranscriptItems;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one page of a transcript's file, from a line's beginning on. What a line says is masked as a whole before anything is cut off, so
 * that half a secret does not survive.
 *
 * @param next where the next page begins, bytes from the beginning of the file; null at the end
 */
record TranscriptReading(
        List<TranscriptItem> items, @Nullable Long next) {
    /** Of one page, bytes: entries of the client's own, which say nothing to a person, may be many. */
    private static final long MAX_BYTES = 32L << 20;

    /** An entry with a picture in it may be longer; it is left out. */
    private static final int MAX_LINE_BYTES = 4 << 20;

    /**
     * At least {@code limit} items, to the end of the entry that has the last one, where there are so many.
     *
     * @param from where a line begins, bytes from the beginning of the file
     */
    static TranscriptReading read(Path file, long from, int limit) throws IOException {
        List<TranscriptItem> items = new ArrayList<>();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            in.skipNBytes(from);
            LineReader lines = new LineReader(in);
            while (items.size() < limit && lines.read < MAX_BYTES) {
                byte[] line = lines.next();
                if (line == null) {
                    return new TranscriptReading(items, null);
                }
                items.addAll(items(line));
            }
            long at = from + lines.read;
            return new TranscriptReading(items, at < Files.size(file) ? at : null);
        }
    }

    /** Whether a line begins there. */
    static boolean begins(Path file, long at) throws IOException {
        if (at == 0) {
            return true;
        }
        if (at < 0 || at > Files.size(file)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            in.skipNBytes(at - 1);
            return in.read() == '\n';
        }
    }

    private static List<TranscriptItem> items(byte[] line) throws IOException {
        try {
            return TranscriptItems.of(Secrets.mask(Json.MAPPER.readTree(line)));
        } catch (JsonProcessingException e) {
            // no entry: a transcript is read as far as it can be
            return List.of();
        }
    }

    /** Whole lines of a stream. */
    private static final class LineReader {
        private final InputStream in;

        /** Bytes of the lines so far, with their ends. */
        private long read;

        LineReader(InputStream in) {
            this.in = in;
        }

        /** Empty of a line that is too long; null where no whole line follows: the client may be writing it. */
        byte @Nullable [] next() throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            long length = 0;
            for (int next = in.read(); next >= 0; next = in.read()) {
                length++;
                if (next == '\n') {
                    read += length;
                    return length > MAX_LINE_BYTES ? new byte[0] : bytes.toByteArray();
                }
                if (length <= MAX_LINE_BYTES) {
                    bytes.write(next);
                }
            }
            return null;
        }
    }
}
