package io.delegraph.http.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import io.delegraph.query.Forest;
import io.delegraph.schemas.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** The nested JSON of a tree: an agent's fields and its {@code children}. Written without recursion, because the depth is unlimited. */
public final class TreeJson {
    private static final JsonFactory ANY_DEPTH = JsonFactory.builder()
            .streamWriteConstraints(StreamWriteConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .build())
            .build();

    private TreeJson() {}

    public static byte[] write(Forest forest) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
        try (JsonGenerator json = ANY_DEPTH.createGenerator(bytes)) {
            json.setCodec(Json.MAPPER);
            json.writeStartObject();
            json.writePOJOField("session", forest.session());
            if (forest.at() != null) {
                json.writeNumberField("at", forest.at());
            }
            json.writeFieldName("root");
            if (forest.root() == null) {
                json.writeNull();
            } else {
                nodes(json, List.of(forest.root()));
            }
            json.writeArrayFieldStart("unparented");
            nodes(json, forest.unparented());
            json.writeEndArray();
            json.writePOJOField("workflows", forest.workflows());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void nodes(JsonGenerator json, List<Forest.ForestNode> heads) throws IOException {
        Deque<Iterator<Forest.ForestNode>> open = new ArrayDeque<>();
        open.push(heads.iterator());
        while (true) {
            Iterator<Forest.ForestNode> siblings = open.element();
            if (siblings.hasNext()) {
                Forest.ForestNode node = siblings.next();
                begin(json, node);
                open.push(node.children().iterator());
                continue;
            }
            open.pop();
            if (open.isEmpty()) {
                return;
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static void begin(JsonGenerator json, Forest.ForestNode node) throws IOException {
        json.writeStartObject();
        JsonNode agent = Json.MAPPER.valueToTree(node.agent());
        for (Map.Entry<String, JsonNode> member : agent.properties()) {
            json.writePOJOField(member.getKey(), member.getValue());
        }
        json.writeArrayFieldStart("children");
    }
}
