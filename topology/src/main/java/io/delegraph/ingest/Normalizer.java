package io.delegraph.ingest;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.delegraph.schemas.Json;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns raw records into events, or into a reason why there is none. It never throws. */
public final class Normalizer {
    private static final int MAX_SOURCE_CHARS = 40;

    /** Quoted input of two and more characters; a single character reveals nothing. */
    private static final Pattern QUOTED = Pattern.compile("'[^\\n]{2,}'");

    private final PrivacyMode privacy;
    private final Map<String, ClientAdapter> adapters;

    /** With {@link PrivacyMode#NONE} only whole payloads are hashed, to recognise duplicates. */
    public Normalizer(PrivacyMode privacy, KeyedHashes hashes, List<ClientAdapter.Factory> clients) {
        this.privacy = privacy;
        KeyedHashes kept = privacy == PrivacyMode.NONE ? hashes.payloadsOnly() : hashes;
        this.adapters = clients.stream()
                .map(client -> client.create(privacy, kept))
                .collect(Collectors.toUnmodifiableMap(ClientAdapter::source, Function.identity()));
    }

    /** Takes the value of a record; null and empty are rejected. */
    public Normalized normalize(byte[] value, RawPosition raw) {
        try {
            Envelope envelope = Envelope.of(parse(value));
            Optional<Probe> probe = Probe.in(envelope.hook());
            if (probe.isPresent()) {
                return new Normalized.Probed(probe.get());
            }
            OriginFactory origins = new OriginFactory(envelope, raw, privacy);
            return new Normalized.Accepted(
                    EventSplitter.splitOversized(adapter(envelope).events(envelope, origins)));
        } catch (RejectedException e) {
            return new Normalized.Invalid(String.valueOf(e.getMessage()), e.where());
        }
    }

    private static JsonNode parse(byte @Nullable [] value) {
        if (value == null || value.length == 0) {
            throw new RejectedException("the record is empty", "");
        }
        try {
            JsonNode node = Json.MAPPER.readTree(value);
            if (node == null || node.isMissingNode()) {
                throw new RejectedException("the record is blank", "");
            }
            if (!node.isObject()) {
                throw new RejectedException(
                        "not a JSON object but " + node.getNodeType().name().toLowerCase(Locale.ROOT), "");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new RejectedException("not JSON: " + withoutQuotedText(e), place(e));
        } catch (IOException e) {
            throw new RejectedException("not UTF-8 JSON: " + e.getMessage(), "");
        }
    }

    /** The parser's message without quoted input, because reasons are shown where input texts must not be. */
    private static String withoutQuotedText(JsonProcessingException e) {
        String first = e.getOriginalMessage().lines().findFirst().orElse("");
        return first.startsWith("Unrecognized token")
                ? "a word that is neither true, false nor null"
                : QUOTED.matcher(first).replaceAll("'…'");
    }

    private static String place(JsonProcessingException e) {
        JsonLocation at = e.getLocation();
        return at == null ? "" : "byte " + at.getByteOffset();
    }

    private ClientAdapter adapter(Envelope envelope) {
        String source = envelope.source();
        ClientAdapter adapter = adapters.get(source);
        if (adapter == null) {
            throw new RejectedException(
                    "source '" + Secrets.masked(source, MAX_SOURCE_CHARS) + "' has no adapter", "source");
        }
        return adapter;
    }
}
