package io.delegraph.tools.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Resident memory of a process, from /proc or, where there is none, from ps. */
final class Memory {
    private static final double KB_PER_MB = 1024;

    private Memory() {}

    /** In MB. */
    static double residentMb(long pid) throws IOException {
        Path status = Path.of("/proc/" + pid + "/status");
        if (Files.exists(status)) {
            return Files.readAllLines(status).stream()
                            .filter(line -> line.startsWith("VmRSS:"))
                            .mapToLong(Memory::digits)
                            .findFirst()
                            .orElseThrow()
                    / KB_PER_MB;
        }
        Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid)).start();
        String output = new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return digits(output) / KB_PER_MB;
    }

    private static long digits(String text) {
        return Long.parseLong(text.replaceAll("\\D", ""));
    }
}
