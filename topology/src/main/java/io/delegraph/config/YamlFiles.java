package io.delegraph.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the files of {@code config/}, the user's and the built-in ones. */
final class YamlFiles {
    private static final YAMLMapper MAPPER = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private YamlFiles() {}

    static JsonNode builtIn(String name) {
        try (InputStream in = YamlFiles.class.getResourceAsStream("/config/" + name)) {
            return MAPPER.readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException("the built-in " + name + " cannot be read", e);
        }
    }

    static JsonNode parse(Path file) {
        try {
            return MAPPER.readTree(Files.readAllBytes(file));
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw new SettingsException(file + " is not valid YAML near line " + line + ": " + problem(e));
        } catch (IOException e) {
            throw new SettingsException(
                    file + " cannot be read; --config wants a directory that has a " + file.getFileName());
        }
    }

    /** The last sentence of the parser's message, without the excerpts of the file. */
    private static String problem(JsonProcessingException e) {
        return e.getOriginalMessage()
                .lines()
                .filter(text -> !text.isBlank() && !text.startsWith(" "))
                .reduce((first, second) -> second)
                .orElse("unreadable");
    }
}
