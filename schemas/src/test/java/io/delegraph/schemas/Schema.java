package io.delegraph.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** One of the schema files, parsed and ready to validate. */
record Schema(JsonNode root, JsonSchema validator) {
    static Schema of(String name) {
        try (InputStream file = Schema.class.getResourceAsStream(name + ".schema.json")) {
            JsonNode root = Json.MAPPER.readTree(file);
            return new Schema(
                    root,
                    JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                            .getSchema(root));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> errors(JsonNode value) {
        return validator.validate(value).stream()
                .map(ValidationMessage::getMessage)
                .toList();
    }

    /** The node itself, the node that it refers to, or its alternative that is not null. */
    JsonNode resolved(JsonNode node) {
        if (node.has("$ref")) {
            return root.at(node.get("$ref").asText().substring(1));
        }
        return node.has("oneOf") && node.get("oneOf").size() == 2
                ? resolved(node.get("oneOf").get(0))
                : node;
    }

    /** Whether a field may be null or absent. */
    boolean optional(JsonNode object, String field) {
        JsonNode property = object.get("properties").get(field);
        boolean required = false;
        for (JsonNode name : object.get("required")) {
            required |= name.asText().equals(field);
        }
        return !required || property.has("oneOf") || property.path("type").isArray();
    }
}
