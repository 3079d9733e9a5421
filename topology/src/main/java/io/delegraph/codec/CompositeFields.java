package io.delegraph.codec;

import io.delegraph.lifecycle.row.Failure;
import io.delegraph.lifecycle.row.Sighting;
import io.delegraph.lifecycle.row.Timestamped;
import io.delegraph.lifecycle.row.Usage;
import io.delegraph.schemas.Json;
import io.delegraph.schemas.event.DeclaredFlags;
import io.delegraph.schemas.event.TokenUsage;
import io.delegraph.schemas.lifecycle.WaitKind;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads and writes values that several kinds of rows contain and that take several fields. */
final class CompositeFields {
    private static final WaitKind[] WAIT_KINDS = WaitKind.values();

    private CompositeFields() {}

    static void sighting(@Nullable Sighting seen, FieldWriter out) {
        out.time(seen == null ? null : (Long) seen.firstAt())
                .time(seen == null ? null : (Long) seen.lastAt())
                .time(seen == null ? null : (Long) seen.lastArrival());
    }

    static @Nullable Sighting sighting(FieldReader in) {
        Long firstAt = in.time();
        Long lastAt = in.time();
        Long lastArrival = in.time();
        return firstAt == null ? null : new Sighting(firstAt, written(lastAt), written(lastArrival));
    }

    static void failure(@Nullable Timestamped<Failure> value, FieldWriter out) {
        out.time(value == null ? null : (Long) value.at())
                .text(value == null ? null : value.value().type())
                .text(value == null ? null : value.value().message());
    }

    static @Nullable Timestamped<Failure> failure(FieldReader in) {
        Long at = in.time();
        Failure failure = new Failure(in.text(), in.text());
        return at == null ? null : new Timestamped<>(at, failure);
    }

    /** The time and the tokens. The model is written separately, because its position differs by the kind of row. */
    static void usage(@Nullable Timestamped<Usage> value, FieldWriter out) {
        TokenUsage tokens = value == null ? null : value.value().tokens();
        out.time(value == null ? null : (Long) value.at())
                .number(tokens == null ? null : (Long) tokens.inputTokens())
                .number(tokens == null ? null : (Long) tokens.outputTokens())
                .number(tokens == null ? null : (Long) tokens.cacheReadInputTokens())
                .number(tokens == null ? null : (Long) tokens.cacheCreationInputTokens());
    }

    /** The usage without its model. */
    static @Nullable Timestamped<Usage> usage(FieldReader in) {
        Long at = in.time();
        Long input = in.number();
        Long output = in.number();
        Long cacheRead = in.number();
        Long cacheCreation = in.number();
        return at == null
                ? null
                : new Timestamped<>(
                        at,
                        new Usage(
                                new TokenUsage(
                                        written(input), written(output), written(cacheRead), written(cacheCreation)),
                                null));
    }

    static void model(@Nullable Timestamped<Usage> value, FieldWriter out) {
        out.text(value == null ? null : value.value().model());
    }

    /** The usage that {@link #usage(FieldReader)} returned, with its model. */
    static @Nullable Timestamped<Usage> model(@Nullable Timestamped<Usage> usage, FieldReader in) {
        String model = in.text();
        return usage == null || model == null
                ? usage
                : new Timestamped<>(usage.at(), new Usage(usage.value().tokens(), model));
    }

    static void flags(@Nullable DeclaredFlags flags, FieldWriter out) {
        out.text(flags == null ? null : new String(Json.write(flags), StandardCharsets.UTF_8));
    }

    static @Nullable DeclaredFlags flags(FieldReader in) {
        String json = in.text();
        return json == null ? null : Json.read(json.getBytes(StandardCharsets.UTF_8), DeclaredFlags.class);
    }

    /** Writes the kind of a wait; null for no wait. */
    static void waitKind(@Nullable String tool, @Nullable WaitKind kind, FieldWriter out) {
        out.constant(kind == null ? null : unless(ImpliedFields.waitKind(tool), kind));
    }

    static WaitKind waitKind(@Nullable String tool, FieldReader in) {
        WaitKind written = in.constant(WAIT_KINDS);
        return written == null ? ImpliedFields.waitKind(tool) : written;
    }

    /** The value, or null, which takes no byte, when the row implies it. */
    static <T> @Nullable T unless(@Nullable T implied, T value) {
        return value.equals(implied) ? null : value;
    }

    /** A field that is always written together with the previous one; a row without it is damaged. */
    static <T> T written(@Nullable T value) {
        return Objects.requireNonNull(value, "a row lacks a field that is always written");
    }

    /** True, or null, which takes no byte, for false. */
    static @Nullable Boolean ifTrue(boolean value) {
        return value ? Boolean.TRUE : null;
    }
}
