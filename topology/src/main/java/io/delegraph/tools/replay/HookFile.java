package io.delegraph.tools.replay;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A file of recorded hooks, one per line; gzip is recognised by its content, {@code -} is standard input. */
public record HookFile(String name) {
    /** Receives the hooks of a file. */
    public interface HookReceiver {
        void hook(LineLocation place, Hook hook);

        /** An invalid line, with the reason. */
        void bad(LineLocation place, @Nullable String reason);
    }

    /** The position of a hook: {@code file:line}. */
    public record LineLocation(String file, long line) {
        @Override
        public String toString() {
            return file + ":" + line;
        }
    }

    /** Reads the whole file; blank lines are skipped. */
    public void read(boolean meta, HookReceiver receiver) throws IOException {
        HookLineParser lines = new HookLineParser(meta);
        new LineFile(name).read((number, line) -> take(new LineLocation(name, number), line, lines, receiver));
    }

    private static void take(LineLocation place, String line, HookLineParser lines, HookReceiver receiver) {
        Hook hook;
        try {
            hook = lines.read(line.getBytes(StandardCharsets.ISO_8859_1));
        } catch (HookLineParser.BadLineException e) {
            receiver.bad(place, e.getMessage());
            return;
        }
        receiver.hook(place, hook);
    }
}
