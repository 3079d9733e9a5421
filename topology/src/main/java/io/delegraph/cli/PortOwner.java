package io.delegraph.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The process that listens on a port, as far as the system shows it to this user: by {@code /proc} on Linux, elsewhere by
 * {@code lsof}.
 *
 * @param program its name, for example {@code java}
 */
record PortOwner(long pid, String program) {
    private static final Path PROC = Path.of("/proc");
    private static final List<Path> SOCKETS = List.of(PROC.resolve("net/tcp"), PROC.resolve("net/tcp6"));
    private static final String LISTENING = "0A";

    /** Empty when nobody listens there, or it belongs to somebody else. */
    static Optional<PortOwner> of(int port) {
        return Files.exists(SOCKETS.getFirst()) ? byProc(port) : byLsof(port);
    }

    private static Optional<PortOwner> byProc(int port) {
        Set<String> sockets = new HashSet<>();
        for (Path table : SOCKETS) {
            sockets.addAll(listening(table, port));
        }
        return ProcessHandle.allProcesses()
                .mapToLong(ProcessHandle::pid)
                .filter(pid -> holds(pid, sockets))
                .mapToObj(pid -> new PortOwner(pid, name(pid)))
                .findFirst();
    }

    /** What descriptors of listening sockets on the port link to: {@code socket:[inode]}. */
    private static Set<String> listening(Path table, int port) {
        Set<String> sockets = new HashSet<>();
        try {
            for (String line : Files.readAllLines(table)) {
                String[] fields = line.strip().split("\\s+", -1);
                // "sl: local_address:PORT remote_address:PORT state … inode", ports in hexadecimal
                if (fields.length > 9
                        && fields[3].equals(LISTENING)
                        && fields[1].endsWith(":" + String.format("%04X", port))) {
                    sockets.add("socket:[" + fields[9] + "]");
                }
            }
        } catch (IOException e) {
            // without IPv6 there is no such table
        }
        return sockets;
    }

    private static boolean holds(long pid, Set<String> sockets) {
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(PROC.resolve(pid + "/fd"))) {
            for (Path descriptor : descriptors) {
                if (isOneOf(descriptor, sockets)) {
                    return true;
                }
            }
        } catch (IOException e) {
            // it belongs to somebody else, or has ended
        }
        return false;
    }

    private static boolean isOneOf(Path descriptor, Set<String> sockets) {
        try {
            return sockets.contains(Files.readSymbolicLink(descriptor).toString());
        } catch (IOException e) {
            // closed meanwhile
            return false;
        }
    }

    private static String name(long pid) {
        try {
            return Files.readString(PROC.resolve(pid + "/comm")).strip();
        } catch (IOException e) {
            return "a program";
        }
    }

    private static Optional<PortOwner> byLsof(int port) {
        try {
            Process lsof = new ProcessBuilder("lsof", "-nP", "-iTCP:" + port, "-sTCP:LISTEN", "-Fpc")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String fields = new String(lsof.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return lsof.waitFor(2, TimeUnit.SECONDS) ? parseLsof(fields) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Lines that begin with what they say: p with the pid, c with the command. */
    static Optional<PortOwner> parseLsof(String fields) {
        Optional<String> pid = first(fields, 'p');
        return pid.filter(digits -> digits.matches("\\d{1,10}"))
                .map(digits ->
                        new PortOwner(Long.parseLong(digits), first(fields, 'c').orElse("a program")));
    }

    private static Optional<String> first(String fields, char kind) {
        return fields.lines()
                .filter(line -> !line.isEmpty() && line.charAt(0) == kind)
                .map(line -> line.substring(1))
                .findFirst();
    }
}
