package io.delegraph.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import io.delegraph.schemas.event.CallEvidence;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Keyed hashes that show that two agents used one file, or that a prompt contains a result, without revealing the file or the text. Without
 * the key, readers of the topics cannot test guesses.
 */
public final class KeyedHashes {
    /** For a cluster without a key: nothing is hashed. */
    public static final KeyedHashes NONE = new KeyedHashes(null, false);

    /** Bytes of the hash of a file or a payload: 48 bits are enough to distinguish those of a session. */
    private static final int HASH_BYTES = 6;

    /** Bytes of the hash of a target, of which a session has thousands. */
    private static final int TARGET_BYTES = CallEvidence.TARGET_CHARS / 2;

    /** Words in a phrase: long enough that two texts do not share one by chance. */
    private static final int PHRASE_WORDS = 8;

    /** Number of phrases kept of a result, and of a prompt, which may contain more than one result. */
    private static final int RESULT_PHRASES = 4;

    private static final int PROMPT_PHRASES = 12;

    /** Maximum number of words read from the start of a text: a megabyte of text must not delay its partition. */
    private static final int MAX_WORDS = 20_000;

    private static final Pattern WITH_DRIVE = Pattern.compile("[A-Za-z]:[/\\\\]");

    private final @Nullable Mac mac;

    /** False when only whole payloads may be hashed, not parts of them. */
    private final boolean parts;

    private KeyedHashes(@Nullable Mac mac, boolean parts) {
        this.mac = mac;
        this.parts = parts;
    }

    /** For privacy mode none: hashes only whole payloads, to recognise duplicates. */
    KeyedHashes payloadsOnly() {
        return new KeyedHashes(mac, false);
    }

    /** Not thread-safe; {@code key} is the configured one, null for {@link #NONE}. */
    public static KeyedHashes keyed(@Nullable String key) {
        if (key == null) {
            return NONE;
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), mac.getAlgorithm()));
            return new KeyedHashes(mac, true);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    /** 12 hexadecimal digits; null without a path or a key. */
    public @Nullable String fileHash(@Nullable String path) {
        return path == null || mac == null || !parts ? null : hash(mac, "file", normalizedPath(path), HASH_BYTES);
    }

    /**
     * The hash of what a call acts on, to see that another call acts on it too: 8 hexadecimal digits; empty without a key. In every privacy
     * mode, because findings must not depend on it.
     */
    public String targetHash(String target) {
        return mac == null ? "" : hash(mac, "target", target, TARGET_BYTES);
    }

    /** The hash of a whole payload, masked like one that came over HTTP: 12 hexadecimal digits; null without a key. */
    public @Nullable String payloadHash(JsonNode hook) {
        return mac == null
                ? null
                : hash(mac, "payload", Secrets.mask(hook.deepCopy()).toString(), HASH_BYTES);
    }

    /** Windows treats {@code c:/a} and {@code C:\A} as one file, and clients write both. */
    private static String normalizedPath(String path) {
        return WITH_DRIVE.matcher(path).lookingAt() ? path.replace('\\', '/').toLowerCase(Locale.ROOT) : path;
    }

    /** The fingerprint of a text that may be quoted: 4 hexadecimal digits per kept phrase; null when it is too short, or without a key. */
    public @Nullable String resultFingerprint(@Nullable String text) {
        return fingerprint(text, RESULT_PHRASES);
    }

    /** The fingerprint of a text that may quote others: like {@link #resultFingerprint}. */
    public @Nullable String promptFingerprint(@Nullable String text) {
        return fingerprint(text, PROMPT_PHRASES);
    }

    /**
     * Keeps the phrases with the smallest unkeyed hashes, so that a text that contains another one keeps most of the same phrases. The
     * selection reveals nothing, because only keyed hashes are stored.
     */
    private @Nullable String fingerprint(@Nullable String text, int size) {
        if (text == null || mac == null || !parts) {
            return null;
        }
        Mac keyed = mac;
        List<String> words = words(text);
        TreeMap<Integer, Integer> least = new TreeMap<>();
        for (int at = 0; at + PHRASE_WORDS <= words.size(); at++) {
            int hash = hash(words, at);
            if (least.size() < size || hash < least.lastKey()) {
                // of two equal phrases the first one counts
                least.putIfAbsent(hash, at);
                if (least.size() > size) {
                    least.pollLastEntry();
                }
            }
        }
        return least.isEmpty()
                ? null
                : least.values().stream()
                        .map(at -> hash(keyed, "text", String.join(" ", words.subList(at, at + PHRASE_WORDS)), 2))
                        .collect(Collectors.joining());
    }

    /** Sequences of letters and digits. */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        int begin = -1;
        for (int at = 0; at <= text.length() && words.size() < MAX_WORDS; at++) {
            boolean inside = at < text.length() && Character.isLetterOrDigit(text.charAt(at));
            if (inside && begin < 0) {
                begin = at;
            } else if (!inside && begin >= 0) {
                words.add(text.substring(begin, at));
                begin = -1;
            }
        }
        return words;
    }

    /** The hash of the phrase at this position, mixed so that the smallest ones are spread over the text. */
    private static int hash(List<String> words, int from) {
        int hash = 0;
        for (int at = from; at < from + PHRASE_WORDS; at++) {
            hash = hash * 31 + words.get(at).hashCode();
        }
        hash *= 0x9E3779B9;
        return hash ^ hash >>> 16;
    }

    private static String hash(Mac mac, String kind, String text, int bytes) {
        mac.update(kind.getBytes(StandardCharsets.UTF_8));
        mac.update((byte) 0);
        return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)), 0, bytes);
    }
}
