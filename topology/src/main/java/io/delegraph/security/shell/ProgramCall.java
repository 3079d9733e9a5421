package io.delegraph.security.shell;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One call of a program in a command line. No record, because its name is asked for by every rule and worked out once. */
public final class ProgramCall {
    private final String program;
    private final String name;
    private final List<String> arguments;
    private final List<Redirect> redirects;
    private final String directory;
    private final int pipeline;
    private final @Nullable String stdin;
    private final List<ProgramCall> substituted;
    private final boolean privileged;

    ProgramCall(
            String program,
            List<String> arguments,
            List<Redirect> redirects,
            String directory,
            int pipeline,
            @Nullable String stdin,
            List<ProgramCall> substituted,
            boolean privileged) {
        this.program = program;
        this.name = nameOf(program);
        this.arguments = List.copyOf(arguments);
        this.redirects = List.copyOf(redirects);
        this.directory = directory;
        this.pipeline = pipeline;
        this.stdin = stdin;
        this.substituted = List.copyOf(substituted);
        this.privileged = privileged;
    }

    private static String nameOf(String program) {
        int slash = Math.max(program.lastIndexOf('/'), program.lastIndexOf('\\'));
        String name = program.substring(slash + 1).toLowerCase(Locale.ROOT);
        return name.endsWith(".exe") ? name.substring(0, name.length() - 4) : name;
    }

    /** The name as it is written, with its path; may have {@link Placeholders}. */
    public String program() {
        return program;
    }

    /** The program without its directory and the ending of Windows, in lower case. */
    public String name() {
        return name;
    }

    /** After expansion; may have {@link Placeholders}. */
    public List<String> arguments() {
        return arguments;
    }

    public List<Redirect> redirects() {
        return redirects;
    }

    /**
     * Where it runs: absolute, relative to where the command line was given, or with {@link Placeholders}; empty where the command line was
     * given.
     */
    public String directory() {
        return directory;
    }

    /** Calls of one pipeline have the same number. */
    public int pipeline() {
        return pipeline;
    }

    /** The text of a here-document or here-string; null when it reads something else. */
    public @Nullable String stdin() {
        return stdin;
    }

    /** The calls whose output is part of its arguments or is given to it as a file. */
    public List<ProgramCall> substituted() {
        return substituted;
    }

    /** Whether it runs as another user, by {@code sudo} or the like. */
    public boolean privileged() {
        return privileged;
    }

    /** The same program called with other arguments in another directory, and with nothing else. */
    public ProgramCall with(List<String> otherArguments, String otherDirectory) {
        return new ProgramCall(
                program, otherArguments, List.of(), otherDirectory, pipeline, null, List.of(), privileged);
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
