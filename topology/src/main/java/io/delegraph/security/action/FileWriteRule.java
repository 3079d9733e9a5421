package io.delegraph.security.action;

import io.delegraph.schemas.event.CommandFeature;
import io.delegraph.schemas.event.PathAccess.Operation;
import io.delegraph.security.shell.Placeholders;
import io.delegraph.security.shell.ProgramCall;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Programs that make, change, move or delete files. */
final class FileWriteRule implements CommandRule {
    private static final Pattern MODE_OPTION = Pattern.compile("-[Rvfch]+|--.*");
    private static final Pattern WRITABLE_BY_ALL =
            Pattern.compile("0?[0-7]?[0-7]{2}[2367]|[ugoa]*[ao][ugoa]*[+=][rxst]*w[rwxst]*|\\+[rx]*w.*");
    private static final Pattern RUNS_AS_OWNER = Pattern.compile("0?[4-7][0-7]{3}|[ugoa]*[+=][rwxt]*s[rwxst]*");
    private static final Pattern EXTRACTING_LETTERS = Pattern.compile("[a-z]*x[a-z]*");
    private static final Pattern LETTERS = Pattern.compile("[a-z]{1,6}");
    private static final Pattern IN_PLACE = Pattern.compile("-[a-zA-Z]*i.*|--in-place.*");
    private static final Pattern ONTO_DISK = Pattern.compile("of=/dev/(?:sd|nvme|disk|hd|vd|mapper).*");

    private static final Set<String> INTO = Set.of("-C", "--directory", "-d");
    private static final Set<String> WRITE_ALL = Set.of(
            "tee",
            "touch",
            "mkdir",
            "truncate",
            "set-content",
            "add-content",
            "out-file",
            "new-item",
            "chattr",
            "chflags");
    private static final Set<String> COPY = Set.of("cp", "mv", "install", "ln", "copy-item", "move-item", "ditto");
    private static final Set<String> DELETE = Set.of(
            "rm", "rmdir", "unlink", "shred", "rimraf", "trash", "del", "erase", "rd", "remove-item", "ri", "srm");
    private static final Set<String> MODE = Set.of("chmod", "chown", "chgrp");
    private static final Set<String> ARCHIVE = Set.of("tar", "zip", "unzip", "7z", "gzip", "gunzip", "bzip2", "xz");
    private static final Set<String> EDIT = Set.of("sed", "gsed", "perl", "ex", "ed", "patch");

    @Override
    public Set<String> programs() {
        return Names.union(WRITE_ALL, COPY, DELETE, MODE, ARCHIVE, EDIT, Set.of("dd"));
    }

    @Override
    public void look(ProgramCall call, EvidenceBuilder evidence) {
        String name = call.name();
        if (WRITE_ALL.contains(name)) {
            Arguments.of(call, Set.of("-s", "-r", "-d", "-m", "-t"))
                    .operands()
                    .forEach(path -> evidence.access(Operation.WRITE, call, path));
        } else if (COPY.contains(name)) {
            copy(call, evidence);
        } else if (DELETE.contains(name)) {
            delete(call, evidence);
        } else if (MODE.contains(name)) {
            mode(call, evidence);
        } else if (ARCHIVE.contains(name)) {
            archive(call, evidence);
        } else if (EDIT.contains(name)) {
            edit(call, evidence);
        } else {
            dd(call, evidence);
        }
    }

    private static void copy(ProgramCall call, EvidenceBuilder evidence) {
        Arguments arguments = Arguments.of(call, Set.of("-t", "-S", "-m", "-o", "-g", "--target-directory"));
        List<String> words = call.arguments();
        int into = Math.max(words.indexOf("-t"), words.indexOf("--target-directory"));
        String target = into >= 0 && into + 1 < words.size() ? words.get(into + 1) : null;
        List<String> sources = arguments.operands();
        if (target == null && sources.size() > 1) {
            target = sources.getLast();
            sources = sources.subList(0, sources.size() - 1);
        }
        boolean moves = call.name().startsWith("mv") || call.name().startsWith("move");
        for (String source : sources) {
            evidence.access(moves ? Operation.WRITE : Operation.READ, call, source);
        }
        if (target != null) {
            evidence.access(Operation.WRITE, call, target);
        }
    }

    private static void delete(ProgramCall call, EvidenceBuilder evidence) {
        String name = call.name();
        Arguments arguments = Arguments.of(call, Set.of("-n", "-s"));
        boolean recursive = name.equals("rimraf")
                || name.equals("trash")
                || arguments.has("-r", "-R", "--recursive")
                || arguments.options().stream()
                        .anyMatch(option -> option.toLowerCase(Locale.ROOT).startsWith("-rec"))
                || call.arguments().stream().anyMatch("/s"::equalsIgnoreCase);
        for (String path : arguments.operands()) {
            if (recursive) {
                evidence.deleteRecursively(call, path);
            } else {
                evidence.access(Operation.DELETE, call, path);
            }
        }
    }

    private static void mode(ProgramCall call, EvidenceBuilder evidence) {
        // a mode may begin with a dash, as an option does
        List<String> operands = call.arguments().stream()
                .filter(word -> !MODE_OPTION.matcher(word).matches())
                .toList();
        if (operands.isEmpty()) {
            return;
        }
        String mode = operands.getFirst();
        boolean everybody = WRITABLE_BY_ALL.matcher(mode).matches() && !mode.startsWith("+");
        boolean asOwner = RUNS_AS_OWNER.matcher(mode).matches();
        if (call.name().equals("chmod") && (everybody || asOwner)) {
            evidence.feature(CommandFeature.OPENS_PERMISSIONS);
        }
        operands.subList(1, operands.size()).forEach(path -> evidence.access(Operation.WRITE, call, path));
    }

    private static void archive(ProgramCall call, EvidenceBuilder evidence) {
        Arguments arguments = Arguments.of(call, Set.of("-C", "-f", "-d", "-x", "--directory", "--exclude"));
        String first = call.arguments().isEmpty() ? "" : call.arguments().getFirst();
        boolean extracts = call.name().startsWith("un")
                || call.name().startsWith("gun")
                || arguments.has("-x", "--extract")
                || EXTRACTING_LETTERS.matcher(first).matches()
                || arguments.has("-t", "-l");
        if (extracts) {
            String into = into(call.arguments());
            if (into != null) {
                evidence.access(Operation.WRITE, call, into);
            }
            return;
        }
        // what is packed is read; a bundle of letters in front is no file
        arguments.operands().stream()
                .filter(path -> !(path.equals(first) && LETTERS.matcher(path).matches()))
                .forEach(path -> evidence.access(Operation.READ, call, path));
    }

    /** The directory into which an archive is unpacked; null when none is named. */
    private static @Nullable String into(List<String> words) {
        for (int at = 0; at + 1 < words.size(); at++) {
            if (INTO.contains(words.get(at))) {
                return words.get(at + 1);
            }
        }
        return words.stream()
                .filter(word -> word.startsWith("--directory="))
                .map(word -> word.substring(12))
                .findFirst()
                .orElse(null);
    }

    private static void edit(ProgramCall call, EvidenceBuilder evidence) {
        String name = call.name();
        Arguments arguments = Arguments.of(call, Set.of("-e", "-f", "--expression"));
        List<String> operands = arguments.operands();
        boolean inPlace = name.equals("ex")
                || name.equals("ed")
                || name.equals("patch")
                || arguments.options().stream()
                        .anyMatch(option -> IN_PLACE.matcher(option).matches());
        boolean scriptInOption =
                arguments.has("-e", "-f") || name.equals("ex") || name.equals("ed") || name.equals("patch");
        List<String> files = scriptInOption || operands.isEmpty() ? operands : operands.subList(1, operands.size());
        if (name.equals("perl") && !inPlace) {
            return;
        }
        for (String file : files) {
            if (!file.isEmpty()) {
                evidence.access(inPlace ? Operation.WRITE : Operation.READ, call, file);
            }
        }
        if (name.equals("patch") && files.isEmpty()) {
            evidence.access(Operation.WRITE, call, "./" + Placeholders.UNKNOWN);
        }
    }

    private static void dd(ProgramCall call, EvidenceBuilder evidence) {
        for (String word : call.arguments()) {
            if (word.startsWith("if=")) {
                evidence.access(Operation.READ, call, word.substring(3));
            } else if (word.startsWith("of=")) {
                evidence.access(Operation.WRITE, call, word.substring(3));
                if (ONTO_DISK.matcher(word).matches()) {
                    evidence.deleteRecursively(call, "/");
                }
            }
        }
    }
}
