package io.delegraph.tools.demo.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Random;
import java.util.stream.StreamSupport;

/** The incidents and look-alikes of {@code incidents.yaml}. */
public final class IncidentCatalogue {
    private static final List<String> WORDS = List.of("orders", "billing", "search", "invoices", "reports", "tariffs");

    private static final List<JsonNode> ENTRIES = entries();

    private IncidentCatalogue() {}

    private static List<JsonNode> entries() {
        try (InputStream file =
                IncidentCatalogue.class.getResourceAsStream("/io/delegraph/tools/demo/incidents.yaml")) {
            return StreamSupport.stream(new YAMLMapper().readTree(file).spliterator(), false)
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException("the catalogue of incidents cannot be read", e);
        }
    }

    /** One of them, in a project of that name. The same state of {@code random} gives the same one. */
    public static Incident draw(Random random, String project) {
        return incident(ENTRIES.get(random.nextInt(ENTRIES.size())), random, project);
    }

    /** All of them, in a project of that name. */
    public static List<Incident> all(Random random, String project) {
        return ENTRIES.stream().map(entry -> incident(entry, random, project)).toList();
    }

    private static Incident incident(JsonNode entry, Random random, String project) {
        return new IncidentReader(WORDS.get(random.nextInt(WORDS.size())), "/home/dev/" + project).incident(entry);
    }
}
