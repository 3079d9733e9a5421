package io.delegraph.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Replaces what looks like a secret in a text by {@code [masked]}; see {@link SecretRules}. */
public final class Secrets {
    private static final String MASK = "[masked]";
    /** Blanks, including characters that change the direction of writing and would rearrange neighbouring text. */
    private static final Pattern BLANKS =
            Pattern.compile("[\\p{Cc}\\s\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]+");

    private Secrets() {}

    /** The text without secrets, on one line, at most {@code max} characters (whole code points). */
    public static String masked(String text, int max) {
        // text beyond the limit needs no masking, but a secret must not survive because its end was cut off
        String near = beginning(text, max * 4);
        String masked = BLANKS.matcher(mask(near)).replaceAll(" ").strip();
        return masked.length() <= max ? masked : beginning(masked, max - 1) + "…";
    }

    /** At most {@code max} characters, in whole code points, because half a surrogate pair is not valid text. */
    private static String beginning(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max);
    }

    /** Whether a text has a secret in it, or had one before it was masked. */
    public static boolean present(String text) {
        return text.contains(MASK) || SecretRules.KNOWN.present(text);
    }

    static String mask(String text) {
        return SecretRules.KNOWN.mask(text, MASK);
    }

    /**
     * The same JSON with every text and every field name masked, and with all values of fields whose name marks a secret; changes {@code
     * node} itself where it can. Ids that join hooks stay as they are.
     */
    public static JsonNode mask(JsonNode node) {
        switch (node) {
            case TextNode text -> {
                String masked = mask(text.textValue());
                return masked.equals(text.textValue()) ? text : TextNode.valueOf(masked);
            }
            case ObjectNode object -> maskFields(object);
            case ArrayNode array -> {
                for (int i = 0; i < array.size(); i++) {
                    array.set(i, mask(array.get(i)));
                }
            }
            default -> {}
        }
        return node;
    }

    private static void maskFields(ObjectNode object) {
        List<Map.Entry<String, JsonNode>> fields = new ArrayList<>(object.properties());
        boolean renamed = false;
        for (Map.Entry<String, JsonNode> field : fields) {
            String name = field.getKey();
            if (!SecretNames.identity(name)) {
                field.setValue(SecretNames.secret(name) ? hidden(field.getValue()) : mask(field.getValue()));
                renamed |= !mask(name).equals(name);
            }
        }
        if (renamed) {
            object.removeAll();
            for (Map.Entry<String, JsonNode> field : fields) {
                object.set(free(object, mask(field.getKey())), field.getValue());
            }
        }
    }

    /** A name that the object does not have yet, because two masked names must not become one field. */
    private static String free(ObjectNode object, String name) {
        String free = name;
        for (int i = 2; object.has(free); i++) {
            free = name + " " + i;
        }
        return free;
    }

    /** Masks every text and number, at any depth. */
    private static JsonNode hidden(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(field -> field.setValue(hidden(field.getValue())));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, hidden(array.get(i)));
            }
        }
        return node.isTextual() || node.isNumber() ? TextNode.valueOf(MASK) : node;
    }
}
