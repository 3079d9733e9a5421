package io.delegraph.schemas;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/**
 * The one JSON dialect of every topic and every HTTP answer: snake_case names, absent instead of null, epoch milliseconds.
 * Readers tolerate fields that they do not know, so that a newer writer does not stop an older reader.
 */
public final class Json {
    /** Deeper input is rejected: no payload of the client comes near it, and parsing must not exhaust the stack. */
    private static final int MAX_NESTING = 200;

    /**
     * Maximum length of a string, characters: far more than 1 MiB, the default limit of a Kafka record and of a hook over HTTP, for brokers
     * with a higher limit.
     */
    private static final int MAX_STRING = 16 * 1024 * 1024;

    public static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_NESTING)
                            .maxStringLength(MAX_STRING)
                            .build())
                    .enable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    private Json() {}

    /** The value as UTF-8 JSON on one line. */
    public static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a value of " + value.getClass().getName() + " has no JSON form", e);
        }
    }

    /** The JSON name of a constant; null for null. */
    public static String word(Enum<?> constant) {
        return MAPPER.convertValue(constant, String.class);
    }

    /** Reads what {@link #write} wrote; throws {@link MalformedJsonException} with the expected type. */
    public static <T> T read(byte[] json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (IOException e) {
            throw new MalformedJsonException("not a " + type.getSimpleName() + ": " + e.getMessage(), e);
        }
    }

    /** The bytes are not the expected JSON. */
    public static final class MalformedJsonException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        MalformedJsonException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
