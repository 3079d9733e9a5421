package io.delegraph.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The kinds of secrets that are known, as {@code secret-rules.txt} describes them.
 *
 * <p>Applying all patterns to every text would be a hundred times too slow, so one pass over a text first finds which rules can match at
 * all.
 */
final class SecretRules {
    private static final String FILE = "secret-rules.txt";
    private static final Pattern PLAIN_WORD =
            Pattern.compile("[\\[(]?[A-Za-z]{0,14}[-_./]?[A-Za-z]{0,14}[\\])]?[.,;:!?]*");
    private static final Pattern PART = Pattern.compile("<([A-Z_]+)>");
    private static final Pattern NAMED_PART = Pattern.compile("([A-Z_]+) = (.+)");

    /**
     * One kind of secret.
     *
     * @param name in words and hyphens
     * @param marks keywords, of which every text that the pattern matches contains one, in any case
     * @param pattern its first matched group is the secret; the whole match when there is none
     */
    record Rule(String name, List<String> marks, Pattern pattern) {
        String mask(String text, String mask) {
            Matcher matcher = pattern.matcher(text);
            if (!matcher.find()) {
                return text;
            }
            StringBuilder masked = new StringBuilder(text.length());
            int from = 0;
            do {
                int group = group(matcher);
                masked.append(text, from, matcher.start(group)).append(mask);
                from = matcher.end(group);
            } while (matcher.find());
            return masked.append(text, from, text.length()).toString();
        }

        private boolean present(String text) {
            Matcher matcher = pattern.matcher(text);
            while (matcher.find()) {
                if (!name.startsWith("named-")
                        || !PLAIN_WORD.matcher(matcher.group(group(matcher))).matches()) {
                    return true;
                }
            }
            return false;
        }

        private static int group(Matcher matcher) {
            for (int group = 1; group <= matcher.groupCount(); group++) {
                if (matcher.start(group) >= 0) {
                    return group;
                }
            }
            return 0;
        }
    }

    static final SecretRules KNOWN = read();

    private final List<Rule> rules;
    private final KeywordMatcher marks;

    private SecretRules(List<Rule> rules) {
        this.rules = List.copyOf(rules);
        this.marks = KeywordMatcher.of(this.rules.stream().map(Rule::marks).toList());
    }

    List<Rule> rules() {
        return rules;
    }

    /** The text with {@code mask} in place of each secret; the text itself when there is none. */
    String mask(String text, String mask) {
        long[] possible = marks.findIn(text);
        if (possible == null) {
            return text;
        }
        String masked = text;
        for (int word = 0; word < possible.length; word++) {
            for (long left = possible[word]; left != 0; left &= left - 1) {
                masked = rules.get(word * Long.SIZE + Long.numberOfTrailingZeros(left))
                        .mask(masked, mask);
            }
        }
        return masked;
    }

    /** Whether a text has a secret. A word behind a telling name counts when it is no plain word of letters, as in {@code token: Token}. */
    boolean present(String text) {
        long[] possible = marks.findIn(text);
        if (possible == null) {
            return false;
        }
        for (int word = 0; word < possible.length; word++) {
            for (long left = possible[word]; left != 0; left &= left - 1) {
                if (rules.get(word * Long.SIZE + Long.numberOfTrailingZeros(left))
                        .present(text)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static SecretRules read() {
        try (InputStream in = SecretRules.class.getResourceAsStream(FILE)) {
            return of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("the file " + FILE + " is part of the program", e);
        }
    }

    private static SecretRules of(String text) {
        Map<String, String> parts = new HashMap<>();
        List<Rule> rules = new ArrayList<>();
        String[] head = {};
        for (String line : text.lines().toList()) {
            Matcher part = NAMED_PART.matcher(line);
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (part.matches()) {
                parts.put(part.group(1), part.group(2));
            } else if (line.startsWith(" ")) {
                List<String> marks = List.of(head).subList(1, head.length);
                rules.add(new Rule(head[0], marks, Pattern.compile(with(parts, line.strip()))));
            } else {
                head = line.split(" ", -1);
            }
        }
        return new SecretRules(rules);
    }

    private static String with(Map<String, String> parts, String pattern) {
        return PART.matcher(pattern).replaceAll(part -> Matcher.quoteReplacement(parts.get(part.group(1))));
    }
}
