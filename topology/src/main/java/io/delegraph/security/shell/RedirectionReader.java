package io.delegraph.security.shell;

import java.util.List;
import java.util.regex.Pattern;

/** Reads the redirections of a command: files, here-documents, here-strings and process substitutions. */
final class RedirectionReader {
    private static final Pattern DESCRIPTOR = Pattern.compile("[0-9]*-?");

    private final ShellInput input;
    private final WordReader.NestedParser nested;

    RedirectionReader(ShellInput input, WordReader.NestedParser nested) {
        this.input = input;
        this.nested = nested;
    }

    /** Whether a redirection stands here; then it is added to the command and gone beyond. */
    boolean read(SimpleCommand command, ShellScope scope) {
        int before = charactersBeforeOperator();
        char operator = input.peek(before);
        if (operator != '<' && operator != '>') {
            return false;
        }
        input.skip(before);
        if (before == 0 && processSubstitution(command, scope)) {
            return true;
        }
        if (input.startsWith("<<<")) {
            input.skip(3);
            input.skipBlanks();
            Word word = WordReader.read(input, scope, nested);
            command.reads(word.whole(), word.substituted());
        } else if (input.startsWith("<<")) {
            input.skip(2);
            hereDocument(command, scope);
        } else {
            file(command, operator, scope);
        }
        return true;
    }

    /** The number of a descriptor, or the sign for both outputs. */
    private int charactersBeforeOperator() {
        if (input.peek() == '&' && input.peek(1) == '>') {
            return 1;
        }
        int digits = 0;
        while (Character.isDigit(input.peek(digits))) {
            digits++;
        }
        return digits;
    }

    private void file(SimpleCommand command, char operator, ShellScope scope) {
        boolean append = input.startsWith(">>");
        input.skip(append || input.startsWith("<>") || input.startsWith(">|") ? 2 : 1);
        boolean duplicates = input.peek() == '&';
        input.skip(duplicates ? 1 : 0);
        input.skipBlanks();
        if (processSubstitution(command, scope)) {
            return;
        }
        Word target = WordReader.read(input, scope, nested);
        boolean descriptor = duplicates && DESCRIPTOR.matcher(target.text()).matches();
        if (!descriptor && !target.text().isEmpty()) {
            Redirect.Mode mode =
                    operator == '<' ? Redirect.Mode.READ : append ? Redirect.Mode.APPEND : Redirect.Mode.WRITE;
            command.redirect(new Redirect(mode, target.whole()));
        }
    }

    private boolean processSubstitution(SimpleCommand command, ShellScope scope) {
        if (!input.startsWith("<(") && !input.startsWith(">(")) {
            return false;
        }
        input.skip(2);
        command.addSubstituted(nested.upToParenthesis(scope.copy()));
        return true;
    }

    private void hereDocument(SimpleCommand command, ShellScope scope) {
        boolean stripTabs = input.peek() == '-';
        input.skip(stripTabs ? 1 : 0);
        input.skipBlanks();
        Word delimiter = WordReader.read(input, ShellScope.start(""), nested);
        String body = input.hereDocument(delimiter.whole(), stripTabs);
        command.reads(body, delimiter.quoted() ? List.of() : WordReader.substitutions(body, scope.copy(), nested));
    }
}
