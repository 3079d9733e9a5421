package io.delegraph.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds what looks like a secret in a text and puts {@code [masked]} in its place. */
public final class Secrets {
    private static final String MASK = "[masked]";

    /** Of a secret that no {@code :} or {@code =} announces, characters: every pattern below asks for more. */
    private static final int SHORTEST = 10;

    /** Of one behind the name of an authentication scheme, characters. */
    private static final int AFTER_SCHEME = 12;

    /**
     * A kind of secret.
     *
     * @param pattern matches what is put out of sight and no more: what announces it stays, so that a reader sees what was there
     * @param marks one of them is in every secret of the kind; none for a kind that is looked for by what announces it
     */
    private record Kind(String pattern, List<String> marks) {
        static Kind of(String pattern, String... marks) {
            return new Kind(pattern, List.of(marks));
        }
    }

    private static final Pattern BLANKS = Pattern.compile("[\\p{Cntrl}\\s]+");

    private static final List<Kind> KINDS = List.of(
            // private keys
            Kind.of(
                    "-----BEGIN [A-Z ]*PRIVATE KEY-----[\\s\\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|\\z)",
                    "-----BEGIN"),
            // tokens that say what they are: AWS, GitHub, GitLab, Slack, Google, Stripe, npm, model providers, JSON web
            // tokens
            Kind.of("\\b(?:AKIA|ASIA)[0-9A-Z]{16}\\b", "AKIA", "ASIA"),
            Kind.of("\\bgh[opusr]_[A-Za-z0-9]{20,}", "gho_", "ghp_", "ghu_", "ghs_", "ghr_"),
            Kind.of("\\bgithub_pat_[A-Za-z0-9_]{20,}", "github_pat_"),
            Kind.of("\\bglpat-[A-Za-z0-9_-]{16,}", "glpat-"),
            Kind.of("\\bxox[abeoprs]-[A-Za-z0-9-]{10,}", "xox"),
            Kind.of("\\bAIza[0-9A-Za-z_-]{35}", "AIza"),
            Kind.of("\\b[rs]k_(?:live|test)_[0-9A-Za-z]{10,}", "k_live_", "k_test_"),
            Kind.of("\\bnpm_[A-Za-z0-9]{30,}", "npm_"),
            Kind.of("\\bsk-[A-Za-z0-9_-]{16,}", "sk-"),
            Kind.of("(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,}+\\.[A-Za-z0-9_-]{8,}+\\.[A-Za-z0-9_-]*", "eyJ"),
            // one behind a hyphen: bounded, because in a long run of such beginnings each would be read to the end
            Kind.of("\\beyJ[A-Za-z0-9_-]{8,200}+\\.[A-Za-z0-9_-]{8,}+\\.[A-Za-z0-9_-]*", "eyJ"),
            // a password inside an address, a bearer or basic header, a named assignment
            Kind.of("(?<=://)[^\\s/:@]{1,200}:[^\\s/@]{1,200}(?=@)"),
            Kind.of("(?i)(?<=\\b(?:bearer|basic)\\s)[A-Za-z0-9._~+/=-]{12,}"),
            Kind.of(
                    "(?i)(?<=(?:password|passwd|secret|token|api[_-]?key|access[_-]?key)[\"']?\\s{0,3}[:=]\\s{0,3}[\"']?)[^\\s\"',;&]{4,}"));

    private static final Pattern SECRET =
            Pattern.compile(KINDS.stream().map(Kind::pattern).collect(Collectors.joining("|")));

    private static final List<String> MARKS =
            KINDS.stream().flatMap(kind -> kind.marks().stream()).distinct().toList();

    private Secrets() {}

    /** The text without secrets, on one line, at most {@code max} characters (whole code points). */
    static String masked(String text, int max) {
        // what is cut off needs no masking, but a secret must not survive because its end was cut off
        String near = beginning(text, max * 4);
        String masked = BLANKS.matcher(mask(near)).replaceAll(" ").strip();
        return masked.length() <= max ? masked : beginning(masked, max - 1) + "…";
    }

    /** At most {@code max} characters, whole code points: half of one is no text to whoever reads it. */
    private static String beginning(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max);
    }

    static String mask(String text) {
        if (!suspicious(text)) {
            return text;
        }
        Matcher matcher = SECRET.matcher(text);
        return matcher.find() ? matcher.replaceAll(MASK) : text;
    }

    /** Whether a secret can be in it at all; most labels are a few words or a file's name, and looking closer costs a hundred times more. */
    private static boolean suspicious(String text) {
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ':' || c == '=') {
                return true;
            }
            run = Character.isWhitespace(c) ? 0 : run + 1;
            // what stands behind "bearer" or "basic"
            if (run >= AFTER_SCHEME && run <= i) {
                return true;
            }
        }
        return text.length() >= SHORTEST && MARKS.stream().anyMatch(text::contains);
    }

    /** The same JSON with every text masked; changes {@code node} itself where it can. */
    public static JsonNode mask(JsonNode node) {
        switch (node) {
            case TextNode text -> {
                String masked = mask(text.textValue());
                return masked.equals(text.textValue()) ? text : TextNode.valueOf(masked);
            }
            case ObjectNode object -> {
                for (Map.Entry<String, JsonNode> field : List.copyOf(object.properties())) {
                    object.set(field.getKey(), mask(field.getValue()));
                }
            }
            case ArrayNode array -> {
                for (int i = 0; i < array.size(); i++) {
                    array.set(i, mask(array.get(i)));
                }
            }
            default -> {}
        }
        return node;
    }
}
