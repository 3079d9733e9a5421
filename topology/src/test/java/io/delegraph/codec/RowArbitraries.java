package io.delegraph.codec;

import io.delegraph.lifecycle.row.Row;
import io.delegraph.schemas.event.CallEvidence;
import io.delegraph.schemas.event.CommandFeature;
import io.delegraph.schemas.event.HostClass;
import io.delegraph.schemas.event.PathAccess;
import io.delegraph.schemas.event.PathClass;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.jspecify.annotations.Nullable;

/** Arbitrary rows, generated from the types of their components. */
final class RowArbitraries {
    /** Keyed hashes: an even number of hexadecimal digits. */
    private static final Set<String> HASHES = Set.of("fingerprint", "file", "payload");

    private RowArbitraries() {}

    static Arbitrary<Row> rows() {
        return Arbitraries.of(Row.class.getPermittedSubclasses())
                .flatMap(type -> RowArbitraries.record(type.asSubclass(Record.class), null))
                .map(Row.class::cast);
    }

    /** Ids as clients make them, and unusual ones. */
    static Arbitrary<String> ids() {
        return Arbitraries.oneOf(
                Arbitraries.create(() -> "6d537c3a-289e-463b-b7d4-5e3d81a85aed"),
                Arbitraries.create(() -> "a30259d982a429f5b"),
                Arbitraries.strings().numeric().alpha().ofLength(22).map("toolu_01"::concat),
                Arbitraries.of(
                        "",
                        "root",
                        "toolu_01",
                        "toolu_01-17zZhoAJrFyLhCvCas6uJSh",
                        "A30259d982a429f5b",
                        "a30259d982a429f5",
                        "\0",
                        "\u202E\uD83D\uDE80",
                        "x/y"),
                Arbitraries.of(CodecDictionary.words()),
                Arbitraries.of("AgentOutputTool", "Elicitation", "clear", "resume"),
                texts());
    }

    private static Arbitrary<String> hashes() {
        return Arbitraries.integers()
                .between(0, 0xFFFF)
                .list()
                .ofMaxSize(12)
                .map(phrases -> phrases.stream().map("%04x"::formatted).collect(Collectors.joining()));
    }

    private static Arbitrary<String> texts() {
        return Arbitraries.strings().withChars("abcdef0123456789-/\0\"ä€").ofMaxLength(300);
    }

    /** @param argument what the record's type variable stands for; null when it has none */
    private static Arbitrary<? extends Record> record(Class<? extends Record> type, Type argument) {
        List<Arbitrary<Object>> components = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            Type of = component.getGenericType() instanceof Class<?>
                            || component.getGenericType() instanceof ParameterizedType
                    ? component.getGenericType()
                    : argument;
            Arbitrary<Object> values =
                    HASHES.contains(component.getName()) ? hashes().map(Object.class::cast) : values(of);
            boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            components.add(nullable ? values.injectNull(0.3) : values);
        }
        return Combinators.combine(components).as(arguments -> construct(type, arguments));
    }

    private static Arbitrary<Object> values(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type argument = generic.getActualTypeArguments()[0];
            return generic.getRawType() == List.class
                    ? values(argument).list().ofMaxSize(5).map(Object.class::cast)
                    : record(((Class<?>) generic.getRawType()).asSubclass(Record.class), argument)
                            .map(Object.class::cast);
        }
        Class<?> kind = (Class<?>) type;
        if (kind == CallEvidence.class) {
            return evidence().map(Object.class::cast);
        }
        if (kind.isRecord()) {
            return record(kind.asSubclass(Record.class), null).map(Object.class::cast);
        }
        if (kind.isEnum()) {
            return Arbitraries.of(kind.getEnumConstants()).map(Object.class::cast);
        }
        if (kind == String.class) {
            return ids().map(Object.class::cast);
        }
        if (kind == Long.class || kind == long.class) {
            return Arbitraries.longs().map(Object.class::cast);
        }
        if (kind == Integer.class || kind == int.class) {
            return Arbitraries.integers().map(Object.class::cast);
        }
        return Arbitraries.of(true, false).map(Object.class::cast);
    }

    /** Each part sorted, each item once; not empty, because that is written as none. */
    private static Arbitrary<CallEvidence> evidence() {
        Arbitrary<PathAccess> accesses = Combinators.combine(
                        Arbitraries.of(PathAccess.Operation.class),
                        Arbitraries.of(PathClass.class),
                        Arbitraries.of(true, false))
                .as(PathAccess::new);
        Arbitrary<String> targets = Arbitraries.integers().map("%08x"::formatted);
        return Combinators.combine(
                        sorted(accesses),
                        sorted(Arbitraries.of(HostClass.class)),
                        sorted(Arbitraries.of(CommandFeature.class)),
                        sorted(targets))
                .as(CallEvidence::new)
                .filter(evidence -> !evidence.equals(CallEvidence.NONE));
    }

    private static <T extends Comparable<? super T>> Arbitrary<List<T>> sorted(Arbitrary<T> items) {
        return items.set().ofMaxSize(6).map(set -> set.stream().sorted().toList());
    }

    private static Record construct(Class<? extends Record> type, List<Object> arguments) {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            return type.getDeclaredConstructor(types).newInstance(arguments.toArray());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("a " + type.getSimpleName() + " cannot be made of " + arguments, e);
        }
    }
}
