package io.delegraph.security.shell;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One call of a program in a command line.
 *
 * @param program the name as it is written, with its path; may have {@link Placeholders}
 * @param arguments after expansion; may have {@link Placeholders}
 * @param directory where it runs: absolute, relative to where the command line was given, or with {@link Placeholders}; empty where the
 *     command line was given
 * @param pipeline calls of one pipeline have the same number
 * @param stdin the text of a here-document or here-string; null when it reads something else
 * @param substituted the calls whose output is part of its arguments or is given to it as a file
 * @param privileged whether it runs as another user, by {@code sudo} or the like
 */
public record ProgramCall(
        String program,
        List<String> arguments,
        List<Redirect> redirects,
        String directory,
        int pipeline,
        @Nullable String stdin,
        List<ProgramCall> substituted,
        boolean privileged) {
    public ProgramCall {
        arguments = List.copyOf(arguments);
        redirects = List.copyOf(redirects);
        substituted = List.copyOf(substituted);
    }

    /** The program without its directory and the ending of Windows, in lower case. */
    public String name() {
        int slash = Math.max(program.lastIndexOf('/'), program.lastIndexOf('\\'));
        String name = program.substring(slash + 1).toLowerCase(Locale.ROOT);
        return name.endsWith(".exe") ? name.substring(0, name.length() - 4) : name;
    }

    /** The same call of another program with other arguments, as a wrapper makes it. */
    ProgramCall running(String other, List<String> otherArguments) {
        return new ProgramCall(other, otherArguments, redirects, directory, pipeline, stdin, substituted, privileged);
    }

    ProgramCall asAnotherUser() {
        return new ProgramCall(program, arguments, redirects, directory, pipeline, stdin, substituted, true);
    }

    ProgramCall reading(String text) {
        return new ProgramCall(program, arguments, redirects, directory, pipeline, text, substituted, privileged);
    }

    ProgramCall inPipeline(int number) {
        return new ProgramCall(program, arguments, redirects, directory, number, stdin, substituted, privileged);
    }
}
