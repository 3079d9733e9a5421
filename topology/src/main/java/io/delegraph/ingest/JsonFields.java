package io.delegraph.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Reads fields of untrusted input: a wrong type reads as absent, an overlong id is refused. */
public final class JsonFields {
    /** Maximum length of an id. No client's ids are this long, and a longer one would take space in every store and topic. */
    public static final int MAX_ID = 512;

    /** Maximum amount: more than thirty thousand years in ms, and exact in any JSON reader. */
    private static final long MAX_AMOUNT = 1_000_000_000_000_000L;

    private JsonFields() {}

    /** A non-empty text, well-formed; null when absent, empty or of another type. */
    public static @Nullable String text(@Nullable JsonNode object, String field) {
        JsonNode node = object == null ? null : object.get(field);
        return node == null || !node.isTextual() || node.textValue().isEmpty() ? null : wellFormed(node.textValue());
    }

    /** {@link #text}, refused when it is too long for an id. */
    public static @Nullable String id(@Nullable JsonNode object, String field) {
        String id = text(object, field);
        if (id != null && id.length() > MAX_ID) {
            throw new RejectedException("the id is longer than " + MAX_ID + " characters", field);
        }
        return id;
    }

    /** The texts in a field, concatenated: the field is one text, or a list of blocks with a text each; null when there are none. */
    public static @Nullable String texts(@Nullable JsonNode object, String field) {
        JsonNode node = object == null ? null : object.get(field);
        if (node == null || !node.isArray()) {
            return text(object, field);
        }
        StringBuilder all = new StringBuilder();
        for (JsonNode block : node) {
            String text = text(block, "text");
            if (text != null) {
                all.append(text).append('\n');
            }
        }
        return all.isEmpty() ? null : all.toString();
    }

    /** The total length of {@link #texts}, without separators; null when there are none. */
    public static @Nullable Integer textSize(@Nullable JsonNode object, String field) {
        JsonNode node = object == null ? null : object.get(field);
        if (node == null || !node.isArray()) {
            String text = text(object, field);
            return text == null ? null : (Integer) text.length();
        }
        Integer sum = null;
        for (JsonNode block : node) {
            String text = text(block, "text");
            if (text != null) {
                sum = (sum == null ? 0 : sum) + text.length();
            }
        }
        return sum;
    }

    public static @Nullable Long number(@Nullable JsonNode object, String field) {
        JsonNode node = object == null ? null : object.get(field);
        return node != null && node.isIntegralNumber() && node.canConvertToLong() ? (Long) node.longValue() : null;
    }

    /** A count or a duration; absent when negative, or so large that sums might overflow. */
    public static @Nullable Long amount(@Nullable JsonNode object, String field) {
        Long value = number(object, field);
        return value == null || value < 0 || value > MAX_AMOUNT ? null : value;
    }

    public static @Nullable Integer count(@Nullable JsonNode object, String field) {
        Long value = amount(object, field);
        return value == null || value > Integer.MAX_VALUE ? null : (Integer) value.intValue();
    }

    public static @Nullable Boolean flag(@Nullable JsonNode object, String field) {
        JsonNode node = object == null ? null : object.get(field);
        return node != null && node.isBoolean() ? (Boolean) node.booleanValue() : null;
    }

    /** A field that is an object; null when it is absent or something else. */
    public static @Nullable JsonNode object(@Nullable JsonNode object, String field) {
        JsonNode node = object == null ? null : object.get(field);
        return node != null && node.isObject() ? node : null;
    }

    /** The length of a field in characters, as text or as JSON; null when absent. */
    public static @Nullable Integer size(@Nullable JsonNode object, String field) {
        JsonNode node = object == null ? null : object.get(field);
        if (node == null || node.isNull()) {
            return null;
        }
        return characters(node);
    }

    private static int characters(JsonNode node) {
        if (node.isTextual()) {
            return node.textValue().length();
        }
        int sum = 0;
        for (JsonNode child : node) {
            sum += characters(child);
        }
        return node.isContainerNode() ? sum : node.asText().length();
    }

    /** Replaces unpaired surrogates, which have no UTF-8 encoding and would make the event unwritable. */
    private static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return replaceLoneSurrogates(text);
            }
        }
        return text;
    }

    private static String replaceLoneSurrogates(String text) {
        StringBuilder result = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? '\uFFFD' : c)
                .forEach(result::appendCodePoint);
        return result.toString();
    }
}
