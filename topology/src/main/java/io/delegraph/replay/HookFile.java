package io.delegraph.replay;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** A file of recorded hooks, one a line; gzip is recognised by its content, {@code -} is standard input. */
public record HookFile(String name) {
    private static final int GZIP_MAGIC = 0x1f8b;
    private static final int BUFFER = 1 << 16;

    /** Takes what is read. */
    public interface Receiver {
        void hook(Place place, Hook hook);

        /** A line that is no hook, with the reason. */
        void bad(Place place, String reason);
    }

    /** Where a hook was read: {@code file:line}. */
    public record Place(String file, long line) {
        @Override
        public String toString() {
            return file + ":" + line;
        }
    }

    /** Reads the file to its end; blank lines are passed over. */
    public void read(boolean meta, Receiver receiver) throws IOException {
        HookLines lines = new HookLines(meta);
        // one character per byte, so that each line's bytes come out as they went in, valid UTF-8 or not
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(open(), StandardCharsets.ISO_8859_1))) {
            long number = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                if (!line.isBlank()) {
                    take(new Place(name, number), line.strip(), lines, receiver);
                }
            }
        }
    }

    private static void take(Place place, String line, HookLines lines, Receiver receiver) {
        Hook hook;
        try {
            hook = lines.read(line.getBytes(StandardCharsets.ISO_8859_1));
        } catch (HookLines.BadLineException e) {
            receiver.bad(place, e.getMessage());
            return;
        }
        receiver.hook(place, hook);
    }

    private InputStream open() throws IOException {
        InputStream in =
                new BufferedInputStream(name.equals("-") ? System.in : Files.newInputStream(Path.of(name)), BUFFER);
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
}
