package io.delegraph.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeyedHashesTest {
    private final KeyedHashes traces = KeyedHashes.keyed("0123456789abcdef");
    private final Random random = new Random(7);

    @Test
    void shouldHashTheSameFileEquallyWithoutRevealingIt() {
        String file = traces.fileHash("/home/ada/secret-plan.md");

        assertThat(file).matches("[0-9a-f]{12}").isEqualTo(traces.fileHash("/home/ada/secret-plan.md"));
        assertThat(file).isNotEqualTo(traces.fileHash("/home/ada/secret-plan.txt"));
        assertThat(file).isNotEqualTo(KeyedHashes.keyed("fedcba9876543210").fileHash("/home/ada/secret-plan.md"));
    }

    @Test
    void shouldDetectAResultInAPrompt() {
        for (int i = 0; i < 100; i++) {
            String result = words(80);
            String prompt = "Do this next. " + words(60) + " What came of it before: " + result;
            assertThat(shared(result, prompt)).isGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void shouldGiveDifferentFingerprintsWhenTextsAreUnrelated() {
        for (int i = 0; i < 500; i++) {
            assertThat(shared(words(80), words(200))).isLessThan(2);
        }
    }

    @Test
    void shouldIgnorePunctuationAndLineBreaks() {
        List<String> words = List.of(words(30).split(" "));

        assertThat(traces.resultFingerprint(String.join(",\n", words)))
                .isEqualTo(traces.resultFingerprint(String.join(" ", words)));
    }

    @Test
    void shouldGiveNoFingerprintWhenTheTextIsShort() {
        assertThat(traces.resultFingerprint("Done, all tests pass.")).isNull();
    }

    @Test
    void shouldHashNothingWithoutAKey() {
        assertThat(KeyedHashes.NONE.fileHash("/a")).isNull();
        assertThat(KeyedHashes.NONE.promptFingerprint(words(100))).isNull();
    }

    private int shared(String result, String prompt) {
        Set<String> both = hashes(traces.resultFingerprint(result));
        both.retainAll(hashes(traces.promptFingerprint(prompt)));
        return both.size();
    }

    private static Set<String> hashes(String fingerprint) {
        Set<String> hashes = new TreeSet<>();
        for (int i = 0; i < fingerprint.length(); i += 4) {
            hashes.add(fingerprint.substring(i, i + 4));
        }
        return hashes;
    }

    private String words(int count) {
        List<String> words = new ArrayList<>();
        IntStream.range(0, count)
                .forEach(i -> words.add(random.ints(5, 'a', 'z' + 1)
                        .mapToObj(c -> String.valueOf((char) c))
                        .collect(Collectors.joining())));
        return String.join(" ", words);
    }
}
