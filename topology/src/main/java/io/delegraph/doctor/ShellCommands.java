package io.delegraph.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Runs other programs to their end. */
final class ShellCommands {
    private static final int TIMEOUT_SECONDS = 15;

    private ShellCommands() {}

    /**
     * The result of a program.
     *
     * @param exit -1 when it did not end in time
     * @param output stdout and stderr together
     * @param millis duration
     */
    record CommandResult(int exit, String output, long millis) {}

    /** Runs a shell command as the client runs hooks: {@code sh -c}, input on stdin. */
    static CommandResult shell(String command, byte[] input) {
        return run(input, "sh", "-c", command);
    }

    static Optional<String> output(String... command) {
        CommandResult ended = run(new byte[0], command);
        return ended.exit == 0 ? Optional.of(ended.output.strip()) : Optional.empty();
    }

    private static CommandResult run(byte[] input, String... command) {
        long start = System.nanoTime();
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            try (var stdin = process.getOutputStream()) {
                stdin.write(input);
            } catch (IOException e) {
                // it ended without reading its input: its exit code shows why
            }
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return new CommandResult(-1, "did not end within " + TIMEOUT_SECONDS + " s", since(start));
            }
            long millis = since(start);
            // its background processes may hold the pipe open, so only the available output is read
            byte[] output =
                    process.getInputStream().readNBytes(process.getInputStream().available());
            return new CommandResult(process.exitValue(), new String(output, StandardCharsets.UTF_8), millis);
        } catch (IOException e) {
            return new CommandResult(127, String.valueOf(e.getMessage()), since(start));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new CommandResult(-1, "interrupted", since(start));
        }
    }

    private static long since(long start) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }
}
