package io.delegraph.tools.replay;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** A file that is read line by line; gzip is recognised by its content, {@code -} is standard input. */
public record LineFile(String name) {
    private static final int GZIP_MAGIC = 0x1f8b;
    private static final int BUFFER = 1 << 16;

    /** Takes a line. */
    @FunctionalInterface
    public interface LineConsumer {
        /**
         * One line, not blank.
         *
         * @param number from 1
         * @param line one character per byte (ISO 8859-1), so that its bytes come out as they went in, valid UTF-8 or not
         */
        void line(long number, String line);
    }

    /** Reads the whole file; blank lines are skipped. */
    public void read(LineConsumer each) throws IOException {
        read(each, bytes -> {});
    }

    /** The same; {@code progress} gets the number of further bytes read, from time to time. */
    public void read(LineConsumer each, LongConsumer progress) throws IOException {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(open(progress), StandardCharsets.ISO_8859_1))) {
            long number = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                if (!line.isBlank()) {
                    each.line(number, line.strip());
                }
            }
        }
    }

    /** The first matching line; null when there is none. */
    public @Nullable String first(Predicate<String> wanted) throws IOException {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(open(bytes -> {}), StandardCharsets.ISO_8859_1))) {
            return reader.lines().filter(wanted).findFirst().orElse(null);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private InputStream open(LongConsumer progress) throws IOException {
        InputStream file = name.equals("-") ? System.in : Files.newInputStream(Path.of(name));
        InputStream in = new BufferedInputStream(new CountingInputStream(file, progress), BUFFER);
        try {
            in.mark(2);
            int magic = in.read() << Byte.SIZE | in.read();
            in.reset();
            return magic == GZIP_MAGIC ? new GZIPInputStream(in, BUFFER) : in;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    private static final class CountingInputStream extends FilterInputStream {
        private final LongConsumer progress;

        CountingInputStream(InputStream in, LongConsumer progress) {
            super(in);
            this.progress = progress;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = super.read(bytes, offset, length);
            if (count > 0) {
                progress.accept(count);
            }
            return count;
        }
    }
}
