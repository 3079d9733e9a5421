package io.delegraph.ingest;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What tells that two agents touched one file, or that a prompt carries a result, without telling the file or the text: keyed hashes.
 * Whoever reads the topics but not the key cannot try out guesses.
 */
public final class Traces {
    /** For a cluster without a key: nothing is traced. */
    public static final Traces NONE = new Traces(null);

    /** Bytes of a file's hash: 48 bits keep the files of a session apart. */
    private static final int FILE_BYTES = 6;

    /** A phrase is so many words: long enough that two texts do not share one by chance. */
    private static final int PHRASE = 8;

    /** Phrases that are kept of a result, and of a prompt, which may carry more than that. */
    private static final int OF_RESULT = 4;

    private static final int OF_PROMPT = 12;

    /** Words that are looked at, from the beginning: a megabyte of text must not hold up its partition. */
    private static final int WORDS = 20_000;

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");
    private static final Comparator<String> BY_HASH =
            Comparator.<String>comparingInt(String::hashCode).thenComparing(Comparator.naturalOrder());

    private final Mac mac;

    private Traces(Mac mac) {
        this.mac = mac;
    }

    /** Of one thread; {@code key} as the settings have it, null for {@link #NONE}. */
    public static Traces keyed(String key) {
        if (key == null) {
            return NONE;
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), mac.getAlgorithm()));
            return new Traces(mac);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    /** 12 hexadecimal digits; null without a path or a key. */
    String file(String path) {
        return path == null || mac == null ? null : hash("file", path, FILE_BYTES);
    }

    /** Of a text that may be carried on: 4 hexadecimal digits for each kept phrase; null when it is too short, or without a key. */
    String ofResult(String text) {
        return fingerprint(text, OF_RESULT);
    }

    /** Of a text that may carry others: as {@link #ofResult}. */
    String ofPrompt(String text) {
        return fingerprint(text, OF_PROMPT);
    }

    /**
     * The phrases whose unkeyed hash is least: a text that contains another one whole keeps most of the same. Which ones are kept tells
     * nothing, since only their keyed hashes leave.
     */
    private String fingerprint(String text, int size) {
        if (text == null || mac == null) {
            return null;
        }
        TreeSet<String> least = new TreeSet<>(BY_HASH);
        Deque<String> phrase = new ArrayDeque<>(PHRASE);
        List<String> words = WORD.matcher(text)
                .results()
                .limit(WORDS)
                .map(MatchResult::group)
                .toList();
        for (String word : words) {
            phrase.addLast(word);
            if (phrase.size() == PHRASE) {
                least.add(String.join(" ", phrase));
                if (least.size() > size) {
                    least.pollLast();
                }
                phrase.removeFirst();
            }
        }
        return least.isEmpty()
                ? null
                : least.stream().map(it -> hash("text", it, 2)).collect(Collectors.joining());
    }

    private String hash(String kind, String text, int bytes) {
        mac.update(kind.getBytes(StandardCharsets.UTF_8));
        mac.update((byte) 0);
        return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)), 0, bytes);
    }
}
