package io.delegraph.cli.terminal;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The capabilities of the output.
 *
 * @param columns width; {@link #UNLIMITED} when it is no terminal
 * @param rows height
 * @param interactive false for a pipe or a file
 * @param colour whether ANSI colours are used
 * @param unicode whether box-drawing characters can be written
 */
public record Terminal(int columns, int rows, boolean interactive, boolean colour, boolean unicode) {
    public static final int UNLIMITED = Integer.MAX_VALUE;
    private static final Pattern SIZE = Pattern.compile("(\\d+) (\\d+)");

    /** The capabilities of stdout, by the operating system and the environment. */
    public static Terminal detect(Map<String, String> environment) {
        Matcher size = SIZE.matcher(sizeOfStdout());
        boolean terminal = size.find();
        boolean colour = terminal
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !"dumb".equals(environment.get("TERM"));
        return new Terminal(
                terminal ? Math.max(20, Integer.parseInt(size.group(2))) : UNLIMITED,
                terminal ? Integer.parseInt(size.group(1)) : UNLIMITED,
                terminal,
                colour,
                charset().newEncoder().canEncode('├'));
    }

    /** "ROWS COLUMNS" when stdout is a terminal, else something else. Java cannot detect this before version 22. */
    private static String sizeOfStdout() {
        try {
            Process process = new ProcessBuilder("sh", "-c", "test -t 1 && stty size </dev/tty >&2")
                    .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                    .start();
            if (!process.waitFor(1, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return "";
            }
            String size = new String(process.getErrorStream().readAllBytes(), StandardCharsets.US_ASCII);
            return process.exitValue() == 0 ? size : "";
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private static Charset charset() {
        try {
            return Charset.forName(System.getProperty("stdout.encoding", "UTF-8"));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return StandardCharsets.US_ASCII;
        }
    }
}
