package io.delegraph.ingest;

import io.delegraph.schemas.event.DeclaredFlags;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds SuperClaude orchestration flags in a person's text, outside of code and quotes. */
public final class FlagParser {
    private static final Pattern CODE_OR_QUOTE = Pattern.compile(
            "```[\\s\\S]*?(?:```|\\z)|`[^`\\n]*`|\"[^\"\\n]*\"|(?<=^|\\s)'[^'\\n]*'(?=\\s|$)", Pattern.MULTILINE);
    private static final Pattern COMMAND =
            Pattern.compile("^\\s*/(?:(?:sc|user):)?(spawn|task)(?=\\s|$)", Pattern.CASE_INSENSITIVE);
    private static final Pattern FLAG = Pattern.compile(
            "(?<!\\S)--(delegate|concurrency|wave-mode|wave-strategy|wave-delegation|loop|iterations|parallel|sequential)"
                    + "(?:(=)(\\S*)|(?=\\s|$))(?:\\s+(?!-)(\\S+))?");
    private static final Map<String, Set<String>> ALLOWED_VALUES = Map.of(
            "delegate", Set.of("auto", "files", "folders"),
            "wave-mode", Set.of("auto", "force", "off"),
            "wave-strategy", Set.of("progressive", "systematic", "adaptive", "enterprise"),
            "wave-delegation", Set.of("files", "folders", "tasks"));
    private static final Map<String, Integer> MAX_VALUES = Map.of("concurrency", 15, "iterations", 10);

    private final Map<String, String> words = new HashMap<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Set<String> switches = new HashSet<>();
    private final Set<String> invalid = new LinkedHashSet<>();

    private FlagParser() {}

    /** Null when the text declares nothing. */
    public static @Nullable DeclaredFlags parse(@Nullable String text) {
        if (text == null || !text.contains("--") && !text.stripLeading().startsWith("/")) {
            return null;
        }
        FlagParser flags = new FlagParser();
        String spoken = CODE_OR_QUOTE.matcher(text).replaceAll(" ");
        Matcher command = COMMAND.matcher(spoken);
        String name = command.find() ? command.group(1).toLowerCase(Locale.ROOT) : null;
        Matcher matcher = FLAG.matcher(spoken);
        while (matcher.find()) {
            boolean assigned = matcher.group(2) != null;
            String value = assigned ? matcher.group(3) : matcher.group(4);
            if (!flags.take(matcher.group(1), value, assigned)) {
                // without the following word, which may be any word of the prompt
                flags.invalid.add("--" + matcher.group(1));
            }
            // the following word may be the start of the next flag
            matcher.region(matcher.end(assigned ? 3 : 1), spoken.length());
        }
        return flags.record(name);
    }

    /** False when the value is invalid for the flag. */
    private boolean take(String flag, @Nullable String value, boolean assigned) {
        if (ALLOWED_VALUES.containsKey(flag)) {
            String word = value == null ? "" : value.toLowerCase(Locale.ROOT);
            boolean optional = flag.equals("delegate") || flag.equals("wave-mode");
            if (ALLOWED_VALUES.get(flag).contains(word)) {
                words.put(flag, word);
                return true;
            }
            if (optional && !assigned) {
                words.put(flag, "auto");
                return true;
            }
            return false;
        }
        if (MAX_VALUES.containsKey(flag)) {
            if (value == null || !value.matches("\\d{1,3}")) {
                return false;
            }
            int number = Integer.parseInt(value);
            if (number < 1 || number > MAX_VALUES.get(flag)) {
                return false;
            }
            numbers.put(flag, number);
            return true;
        }
        switches.add(flag);
        return !assigned;
    }

    private @Nullable DeclaredFlags record(@Nullable String command) {
        if (command == null && words.isEmpty() && numbers.isEmpty() && switches.isEmpty() && invalid.isEmpty()) {
            return null;
        }
        return DeclaredFlags.builder()
                .command(command)
                .delegate(words.get("delegate"))
                .concurrency(numbers.get("concurrency"))
                .waveMode(words.get("wave-mode"))
                .waveStrategy(words.get("wave-strategy"))
                .waveDelegation(words.get("wave-delegation"))
                .loop(on("loop"))
                .iterations(numbers.get("iterations"))
                .parallel(on("parallel"))
                .sequential(on("sequential"))
                .invalid(List.copyOf(invalid))
                .build();
    }

    private @Nullable Boolean on(String flag) {
        return switches.contains(flag) ? Boolean.TRUE : null;
    }
}
