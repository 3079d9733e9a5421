package io.delegraph.cli;

import java.util.Arrays;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Model.CommandSpec;

/**
 * A command's help whose lines end between words. Picocli's own also end within an address, a file name or a key, after one of its marks,
 * which then cannot be copied: {@code http:} and {@code //127.0.0.1:8080}.
 */
public final class WholeWordHelp extends Help {
    /** Marks within words, and letters of no text that stand for them while lines are laid out. */
    private static final Map<Character, Character> LETTERS = Map.of('.', 'Ȣ', ':', 'Ȝ', '/', 'Ǝ', '-', 'Ʃ');

    private static final Pattern MARKS = Pattern.compile("(?<=\\S)[.:/-](?=\\S)|(?<!\\S)[./-]+(?=\\S)");

    /** As picocli makes it. */
    public WholeWordHelp(CommandSpec command, ColorScheme colours) {
        super(command, colours);
    }

    @Override
    public String description(Object... parameters) {
        String[] lines = Arrays.stream(commandSpec().usageMessage().description())
                .map(WholeWordHelp::whole)
                .toArray(String[]::new);
        int width = commandSpec().usageMessage().width();
        return marked(join(ansi(), width, true, lines, new StringBuilder(), parameters)
                .toString());
    }

    @Override
    public String optionList() {
        return marked(super.optionList());
    }

    @Override
    public String parameterList() {
        return marked(super.parameterList());
    }

    @Override
    public IOptionRenderer createDefaultOptionRenderer() {
        IOptionRenderer renderer = super.createDefaultOptionRenderer();
        return (option, labels, colours) -> whole(renderer.render(option, labels, colours));
    }

    @Override
    public IParameterRenderer createDefaultParameterRenderer() {
        IParameterRenderer renderer = super.createDefaultParameterRenderer();
        return (parameter, labels, colours) -> whole(renderer.render(parameter, labels, colours));
    }

    /** The last column is the description. */
    private Text[][] whole(Text[][] rows) {
        for (Text[] row : rows) {
            row[row.length - 1] = ansi().new Text(whole(row[row.length - 1].plainString()), colorScheme());
        }
        return rows;
    }

    private static String whole(String text) {
        return MARKS.matcher(text).replaceAll(WholeWordHelp::letters);
    }

    private static String letters(MatchResult marks) {
        StringBuilder letters = new StringBuilder();
        marks.group().chars().forEach(mark -> letters.append(LETTERS.get((char) mark)));
        return letters.toString();
    }

    private static String marked(String text) {
        String marked = text;
        for (Map.Entry<Character, Character> letter : LETTERS.entrySet()) {
            marked = marked.replace(letter.getValue(), letter.getKey());
        }
        return marked;
    }
}
