package io.delegraph.security.shell;

/** The text of {@code $'…'}, in which characters may be written by their codes. */
final class AnsiQuotes {
    private AnsiQuotes() {}

    /** Reads up to the closing quote, which is gone beyond. */
    static void read(ShellInput input, StringBuilder text) {
        while (!input.atEnd()) {
            char c = input.next();
            if (c == '\'') {
                return;
            }
            text.append(c == '\\' ? escaped(input) : c);
        }
    }

    private static char escaped(ShellInput input) {
        char c = input.next();
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'x' -> Placeholders.ofCode((char) number(0, input, 16, 2));
            case 'u' -> Placeholders.ofCode((char) number(0, input, 16, 4));
            case 'U' -> Placeholders.ofCode((char) number(0, input, 16, 8));
            case '0', '1', '2', '3', '4', '5', '6', '7' -> Placeholders.ofCode((char) number(c - '0', input, 8, 2));
            default -> c;
        };
    }

    /** The digits that follow, behind {@code first}. */
    private static int number(int first, ShellInput input, int radix, int maxDigits) {
        int number = first;
        for (int i = 0; i < maxDigits && Character.digit(input.peek(), radix) >= 0; i++) {
            number = number * radix + Character.digit(input.next(), radix);
        }
        return number;
    }
}
