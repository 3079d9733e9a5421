package io.delegraph.tools.demo.truth;

import io.delegraph.schemas.Json;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Labels as JSON lines. */
public final class TruthFile implements AutoCloseable {
    private final OutputStream out;

    private TruthFile(OutputStream out) {
        this.out = out;
    }

    /** Overwrites the file; null writes nothing. */
    public static TruthFile writing(@Nullable Path file) throws IOException {
        return new TruthFile(
                file == null ? OutputStream.nullOutputStream() : new BufferedOutputStream(Files.newOutputStream(file)));
    }

    /** The labels are on disk when it returns. */
    public void write(List<Label> labels) throws IOException {
        for (Label label : labels) {
            out.write(Json.write(label));
            out.write('\n');
        }
        out.flush();
    }

    /** Also throws {@link IOException} for an invalid line, with its number. */
    public static List<Label> read(Path file) throws IOException {
        List<Label> labels = new ArrayList<>();
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            labels.add(label(line, number));
        }
        return labels;
    }

    private static Label label(String line, int number) throws IOException {
        try {
            Label label = Json.read(line.getBytes(StandardCharsets.UTF_8), Label.class);
            if (label.fact() != null && label.value() != null && (!label.knowable() || label.knownAt() != null)) {
                return label;
            }
        } catch (Json.MalformedJsonException e) {
            throw new IOException("line " + number + " is no JSON of a label", e);
        }
        throw new IOException("line " + number + " is no label");
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
