package io.delegraph.security.action;

import io.delegraph.schemas.event.CommandFeature;
import io.delegraph.security.shell.ProgramCall;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether a command line runs what it has just downloaded or decoded: by a pipe, a substitution, or a file. */
final class RunsWhatItGets {
    private static final Set<String> BASE64_DECODES = Set.of("-d", "-D", "--decode", "-di");
    private static final Set<String> XXD_DECODES = Set.of("-r", "-rp", "-ps", "-p");

    private static final Pattern OWN_PROGRAM = Pattern.compile("-[a-z]*[cem][a-z]*|-p|--eval|--print|-r");
    private static final Pattern KEEPS_NAME = Pattern.compile("-[a-zA-Z]*O[a-zA-Z]*");

    private static final Set<String> DOWNLOADERS = Set.of(
            "curl",
            "wget",
            "wget2",
            "aria2c",
            "http",
            "https",
            "xh",
            "fetch",
            "iwr",
            "irm",
            "invoke-webrequest",
            "invoke-restmethod",
            "lwp-download");
    private static final Set<String> INTERPRETERS = Set.of(
            "sh",
            "bash",
            "zsh",
            "dash",
            "ksh",
            "ash",
            "fish",
            "python",
            "python2",
            "python3",
            "node",
            "nodejs",
            "deno",
            "bun",
            "perl",
            "ruby",
            "php",
            "osascript",
            "pwsh",
            "powershell",
            "iex",
            "invoke-expression");
    private static final Set<String> BY_SUBSTITUTION = Set.of("eval", "source", ".", "iex");

    /** Options before the file in which a download is kept; short ones may stand together. */
    private static final Pattern TO_FILE = Pattern.compile("-[a-zA-Z]*o|--output");

    private static final Pattern TO_FILE_OF_WGET = Pattern.compile("-[a-zA-Z]*O|--output-document");

    private RunsWhatItGets() {}

    /** Without one of these programs no command line runs what it gets. */
    static Set<String> programs() {
        return Names.union(DOWNLOADERS, INTERPRETERS, BY_SUBSTITUTION);
    }

    static void look(List<ProgramCall> calls, Collection<List<ProgramCall>> pipelines, EvidenceBuilder evidence) {
        pipelines.forEach(pipeline -> piped(pipeline, evidence));
        Set<String> files = new HashSet<>();
        for (ProgramCall call : calls) {
            substituted(call, evidence);
            String file = savedTo(call);
            if (file != null) {
                files.add(file);
            } else if (runs(call, files)) {
                evidence.feature(CommandFeature.DOWNLOAD_AND_RUN);
            }
        }
    }

    private static void piped(List<ProgramCall> pipeline, EvidenceBuilder evidence) {
        boolean downloaded = false;
        boolean decoded = false;
        for (ProgramCall call : pipeline) {
            if (readsProgramFromInput(call)) {
                if (downloaded) {
                    evidence.feature(CommandFeature.DOWNLOAD_AND_RUN);
                }
                if (decoded) {
                    evidence.feature(CommandFeature.DECODE_AND_RUN);
                }
            }
            downloaded |= DOWNLOADERS.contains(call.name());
            decoded |= decodes(call);
        }
    }

    private static void substituted(ProgramCall call, EvidenceBuilder evidence) {
        boolean runs = BY_SUBSTITUTION.contains(call.name()) || INTERPRETERS.contains(call.name());
        if (!runs) {
            return;
        }
        if (call.substituted().stream().anyMatch(inside -> DOWNLOADERS.contains(inside.name()))) {
            evidence.feature(CommandFeature.DOWNLOAD_AND_RUN);
        }
        if (call.substituted().stream().anyMatch(RunsWhatItGets::decodes)) {
            evidence.feature(CommandFeature.DECODE_AND_RUN);
        }
    }

    /** An interpreter with a program of its own takes what it is given as data. */
    private static boolean readsProgramFromInput(ProgramCall call) {
        if (!INTERPRETERS.contains(call.name())) {
            return false;
        }
        List<String> words = call.arguments();
        boolean explicit = words.contains("-s") || words.contains("-") || words.contains("/dev/stdin");
        return explicit
                || words.stream()
                        .allMatch(word -> word.startsWith("-")
                                && !OWN_PROGRAM.matcher(word).matches());
    }

    private static boolean decodes(ProgramCall call) {
        List<String> words = call.arguments();
        return switch (call.name()) {
            case "base64", "base32", "gbase64" -> words.stream().anyMatch(BASE64_DECODES::contains);
            case "xxd" ->
                words.stream().anyMatch(XXD_DECODES::contains)
                        && words.stream().anyMatch(word -> word.startsWith("-r"));
            case "openssl" -> words.contains("-d");
            case "uudecode", "rot13" -> true;
            default -> false;
        };
    }

    /** The file in which a downloader keeps what it gets; null for none. */
    private static @Nullable String savedTo(ProgramCall call) {
        if (!DOWNLOADERS.contains(call.name())) {
            return null;
        }
        List<String> words = call.arguments();
        Pattern option = call.name().startsWith("wget") ? TO_FILE_OF_WGET : TO_FILE;
        for (int at = 0; at + 1 < words.size(); at++) {
            if (option.matcher(words.get(at)).matches()) {
                return plain(words.get(at + 1));
            }
        }
        if (!call.redirects().isEmpty()) {
            return plain(call.redirects().getFirst().target());
        }
        // by the last part of its address, as wget and curl -O keep it
        return words.stream()
                .filter(word -> word.contains("://"))
                .findFirst()
                .map(address -> address.substring(address.lastIndexOf('/') + 1))
                .filter(file -> !file.isEmpty()
                        && (call.name().startsWith("wget")
                                || words.stream()
                                        .anyMatch(
                                                word -> KEEPS_NAME.matcher(word).matches())))
                .orElse(null);
    }

    private static boolean runs(ProgramCall call, Set<String> files) {
        if (files.isEmpty()) {
            return false;
        }
        if (files.contains(plain(call.program()))) {
            return true;
        }
        boolean interprets = INTERPRETERS.contains(call.name()) || BY_SUBSTITUTION.contains(call.name());
        return interprets && call.arguments().stream().anyMatch(word -> files.contains(plain(word)));
    }

    private static String plain(String path) {
        return path.startsWith("./") ? path.substring(2) : path;
    }
}
