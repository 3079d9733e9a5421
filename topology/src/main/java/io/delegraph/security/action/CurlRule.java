package io.delegraph.security.action;

import io.delegraph.schemas.event.CommandFeature;
import io.delegraph.schemas.event.PathAccess.Operation;
import io.delegraph.security.shell.Placeholders;
import io.delegraph.security.shell.ProgramCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** {@code curl}: where to, what it sends and which files it reads and writes. */
final class CurlRule implements CommandRule {
    private static final Pattern SHORT_OPTIONS = Pattern.compile("-[A-Za-z0-9#:](?s:.+)");

    private static final Pattern TYPE_OF_FILE = Pattern.compile(";.*$");

    private static final Set<String> DATA = Set.of(
            "-d",
            "--data",
            "--data-binary",
            "--data-raw",
            "--data-urlencode",
            "--data-ascii",
            "-F",
            "--form",
            "--json");
    private static final Set<String> VALUES = Set.of(
            "-H",
            "--header",
            "-X",
            "--request",
            "-o",
            "--output",
            "-u",
            "--user",
            "-A",
            "--user-agent",
            "-e",
            "--referer",
            "-m",
            "--max-time",
            "-b",
            "--cookie",
            "-c",
            "--cookie-jar",
            "-w",
            "--write-out",
            "--connect-timeout",
            "--retry",
            "--cacert",
            "--cert",
            "--key",
            "-x",
            "--proxy",
            "-T",
            "--upload-file",
            "-K",
            "--config",
            "--resolve");

    private static final Set<String> ENCODERS = Set.of("base64", "base32", "xxd", "od", "gzip", "openssl");

    /** Letters of the options that take a value. */
    private static final String WITH_VALUE = "AbcCdDeEFhHKmoPQrtTuUwxXyYz";

    @Override
    public Set<String> programs() {
        return Set.of("curl");
    }

    @Override
    public void look(ProgramCall call, EvidenceBuilder evidence) {
        List<String> words = apart(call.arguments());
        boolean sends = false;
        for (int at = 0; at < words.size(); at++) {
            String word = words.get(at);
            String value = at + 1 < words.size() ? words.get(at + 1) : "";
            if (DATA.contains(word) || word.startsWith("--data") || word.startsWith("--form=")) {
                sends = true;
                boolean attached = !DATA.contains(word);
                upload(attached ? word : value, call, evidence);
                at += attached ? 0 : 1;
            } else if (word.equals("-T") || word.equals("--upload-file") || word.startsWith("--upload-file=")) {
                sends = true;
                String file = word.startsWith("--upload-file=") ? word.substring(14) : value;
                NetworkRule.uploaded(file, call, evidence);
                at += word.startsWith("--upload-file=") ? 0 : 1;
            } else if (word.equals("-X") || word.equals("--request")) {
                sends |= Set.of("POST", "PUT", "PATCH", "DELETE").contains(value);
                at++;
            } else if (word.equals("-o") || word.equals("--output")) {
                evidence.access(Operation.WRITE, call, value);
                at++;
            } else if (word.equals("-K") || word.equals("--config")) {
                evidence.access(Operation.READ, call, value);
                at++;
            } else if (VALUES.contains(word)) {
                sends |= Placeholders.hasUnknown(value) && (word.equals("-b") || word.equals("--cookie"));
                if ((word.equals("-H") || word.equals("--header")) && carriesFile(value, call)) {
                    sends = true;
                    evidence.feature(CommandFeature.UPLOADS);
                }
                at++;
            } else if (word.equals("--url")) {
                NetworkRule.destination(value, evidence);
                at++;
            } else if (!word.startsWith("-")) {
                NetworkRule.destination(word, evidence);
                // what a command prints, as part of the address, leaves with it
                sends |= word.indexOf(Placeholders.UNKNOWN) > 8
                        && !call.substituted().isEmpty();
            }
        }
        if (sends) {
            evidence.feature(CommandFeature.SENDS);
        }
    }

    /** The same words with every short option by itself, and its value behind it: {@code -sF x} is {@code -s -F x}. */
    private static List<String> apart(List<String> words) {
        List<String> apart = new ArrayList<>();
        for (String word : words) {
            if (!SHORT_OPTIONS.matcher(word).matches()) {
                apart.add(word);
                continue;
            }
            for (int at = 1; at < word.length(); at++) {
                apart.add("-" + word.charAt(at));
                if (WITH_VALUE.indexOf(word.charAt(at)) >= 0 && at + 1 < word.length()) {
                    apart.add(word.substring(at + 1));
                    break;
                }
            }
        }
        return apart;
    }

    /** Whether a header has a file in it that was encoded for this; a name and a password of a user are none. */
    private static boolean carriesFile(String header, ProgramCall call) {
        return Placeholders.hasUnknown(header)
                && !header.regionMatches(true, 0, "Authorization:", 0, 14)
                && call.substituted().stream()
                        .anyMatch(inside -> ENCODERS.contains(inside.name())
                                && !Arguments.of(inside, Set.of("-w", "-l", "-c"))
                                        .operands()
                                        .isEmpty());
    }

    /** {@code @file} and {@code name=@file} stand for what is in the file. */
    private static void upload(String value, ProgramCall call, EvidenceBuilder evidence) {
        int at = value.indexOf('@');
        if (at == 0 || at > 0 && (value.charAt(at - 1) == '=' || value.startsWith("-"))) {
            NetworkRule.uploaded(TYPE_OF_FILE.matcher(value.substring(at + 1)).replaceFirst(""), call, evidence);
        } else if (!call.substituted().isEmpty() && Placeholders.hasUnknown(value)) {
            evidence.feature(CommandFeature.UPLOADS);
        }
    }
}
