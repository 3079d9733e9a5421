package io.delegraph.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Creates a value of any record type, and compares its components with the schema meanwhile. */
final class Filler {
    /** Every event has it; the rows that are made of an agent's note may not. */
    private static final String NULL_IN_ROWS = "SpawnRequest.agent_type";

    private final Schema schema;
    private final boolean everything;

    /**
     * For records that {@code schema} describes.
     *
     * @param everything false: nullable components are null
     */
    Filler(Schema schema, boolean everything) {
        this.schema = schema;
        this.everything = everything;
    }

    /** A value of {@code type}, whose fields {@code object} must describe; {@code more} are further fields besides the record's. */
    <T> T fill(Class<T> type, JsonNode object, String... more) {
        RecordComponent[] components = type.getRecordComponents();
        Set<String> fields = new HashSet<>(Arrays.asList(more));
        List<Object> arguments = new ArrayList<>();
        for (RecordComponent component : components) {
            String name = PropertyNamingStrategies.SnakeCaseStrategy.INSTANCE.translate(component.getName());
            fields.add(name);
            JsonNode property = object.path("properties").get(name);
            assertThat(property)
                    .as("%s.%s has no schema entry", type.getSimpleName(), name)
                    .isNotNull();
            boolean optional = schema.optional(object, name);
            boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            boolean absentWhenEmpty = property.path("description").asText().endsWith("absent when empty");
            assertThat(nullable)
                    .as("%s.%s is @Nullable", type.getSimpleName(), name)
                    .isEqualTo(optional && !absentWhenEmpty || NULL_IN_ROWS.equals(type.getSimpleName() + "." + name));
            if (component.getType().isPrimitive()) {
                assertThat(optional)
                        .as("%s.%s is always there", type.getSimpleName(), name)
                        .isFalse();
            }
            arguments.add(
                    everything || !optional
                            ? value(component.getGenericType(), schema.resolved(property))
                            : absentWhenEmpty ? List.of() : null);
        }
        List<String> described = new ArrayList<>();
        object.get("properties").fieldNames().forEachRemaining(described::add);
        assertThat(described).as(type.getSimpleName()).containsExactlyInAnyOrderElementsOf(fields);
        return construct(type, components, arguments);
    }

    private Object value(Type type, JsonNode property) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            return generic.getRawType() == Map.class
                    ? Map.of(
                            value(arguments[0], property.path("propertyNames")),
                            value(arguments[1], property.get("additionalProperties")))
                    : List.of(value(arguments[0], schema.resolved(property.get("items"))));
        }
        Class<?> kind = (Class<?>) type;
        if (kind.isRecord()) {
            return fill(kind, property);
        }
        if (kind.isEnum()) {
            List<String> words = new ArrayList<>();
            property.get("enum").forEach(word -> words.add(word.asText()));
            words.remove("null");
            assertThat(words)
                    .as(kind.getSimpleName())
                    .containsExactlyElementsOf(Arrays.stream(kind.getEnumConstants())
                            .map(constant -> Json.MAPPER.convertValue(constant, String.class))
                            .toList());
            return kind.getEnumConstants()[0];
        }
        if (kind == String.class) {
            return property.has("enum")
                    ? property.get("enum").get(0).asText()
                    : property.path("examples").path(0).asText("größe");
        }
        if (kind == long.class || kind == Long.class) {
            return 7L;
        }
        if (kind == Double.class || kind == double.class) {
            return 0.123456;
        }
        if (kind == int.class || kind == Integer.class) {
            return property.path("enum").path(0).asInt(7);
        }
        assertThat(kind).isIn(boolean.class, Boolean.class);
        return true;
    }

    private static <T> T construct(Class<T> type, RecordComponent[] components, List<Object> arguments) {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return type.getDeclaredConstructor(types).newInstance(arguments.toArray());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("a " + type.getSimpleName() + " cannot be made of " + arguments, e);
        }
    }
}
