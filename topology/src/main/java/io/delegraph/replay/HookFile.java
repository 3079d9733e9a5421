package io.delegraph.replay;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A file of recorded hooks, one a line; gzip is recognised by its content, {@code -} is standard input. */
public record HookFile(String name) {
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
        new LineFile(name).read((number, line) -> take(new Place(name, number), line, lines, receiver));
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
}
