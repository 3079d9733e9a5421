package io.delegraph.security.action;

import io.delegraph.schemas.event.PathAccess.Operation;
import io.delegraph.schemas.event.PathClass;
import io.delegraph.security.shell.FindArguments;
import io.delegraph.security.shell.Placeholders;
import io.delegraph.security.shell.ProgramCall;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Programs that read files, or look for them. */
final class FileReadRule implements CommandRule {
    /** Readers, with their options that take a value. */
    private static final Map<String, Set<String>> READERS = Map.ofEntries(
            Map.entry("cat", Set.of()),
            Map.entry("tac", Set.of()),
            Map.entry("nl", Set.of()),
            Map.entry("less", Set.of()),
            Map.entry("more", Set.of()),
            Map.entry("bat", Set.of("-r", "--line-range", "-l")),
            Map.entry("batcat", Set.of("-r", "-l")),
            Map.entry("head", Set.of("-n", "-c")),
            Map.entry("tail", Set.of("-n", "-c")),
            Map.entry("strings", Set.of("-n")),
            Map.entry("od", Set.of("-A", "-t", "-N", "-j")),
            Map.entry("xxd", Set.of("-l", "-s", "-c")),
            Map.entry("hexdump", Set.of("-n", "-s", "-e")),
            Map.entry("base64", Set.of("-w", "-i")),
            Map.entry("base32", Set.of("-w")),
            Map.entry("sort", Set.of("-k", "-t")),
            Map.entry("uniq", Set.of()),
            Map.entry("cut", Set.of("-d", "-f", "-c")),
            Map.entry("paste", Set.of("-d")),
            Map.entry("rev", Set.of()),
            Map.entry("fold", Set.of("-w")),
            Map.entry("column", Set.of("-s")),
            Map.entry("diff", Set.of()),
            Map.entry("comm", Set.of()),
            Map.entry("gpg", Set.of("-o", "-r", "-u")),
            Map.entry("get-content", Set.of()),
            Map.entry("gc", Set.of()),
            Map.entry("type", Set.of()),
            Map.entry("source", Set.of()),
            Map.entry(".", Set.of()));

    /** Readers whose first operand is a pattern or a program of their own. */
    private static final Map<String, Set<String>> WITH_PATTERN = Map.ofEntries(
            Map.entry("grep", Set.of("-e", "-f", "-m", "-A", "-B", "-C", "--include", "--exclude")),
            Map.entry("egrep", Set.of("-e", "-f", "-m", "-A", "-B", "-C")),
            Map.entry("fgrep", Set.of("-e", "-f", "-m", "-A", "-B", "-C")),
            Map.entry("zgrep", Set.of("-e", "-f", "-m", "-A", "-B", "-C")),
            Map.entry("rg", Set.of("-e", "-f", "-m", "-A", "-B", "-C", "-g", "-t", "--glob", "--type")),
            Map.entry("ag", Set.of("-A", "-B", "-C")),
            Map.entry("awk", Set.of("-F", "-v", "-f")),
            Map.entry("gawk", Set.of("-F", "-v", "-f")),
            Map.entry("jq", Set.of("--arg", "--argjson")),
            Map.entry("yq", Set.of()));

    private static final Set<PathClass> SECRETS = Set.of(PathClass.SECRET, PathClass.PROJECT_SECRET);
    private static final Set<String> RECURSIVE = Set.of("rg", "ag");

    /** They show names and sizes, not what is inside. */
    private static final Set<String> LOOKERS = Set.of(
            "ls",
            "stat",
            "file",
            "tree",
            "du",
            "wc",
            "md5sum",
            "sha256sum",
            "shasum",
            "sha1sum",
            "cksum",
            "test",
            "[",
            "realpath",
            "readlink",
            "get-childitem",
            "gci",
            "dir");

    @Override
    public Set<String> programs() {
        return Names.union(READERS.keySet(), WITH_PATTERN.keySet(), LOOKERS, Set.of("find", "gfind", "fd"));
    }

    @Override
    public void look(ProgramCall call, EvidenceBuilder evidence) {
        String name = call.name();
        if (LOOKERS.contains(name)) {
            each(Operation.SEARCH, call, Arguments.of(call, Set.of()).operands(), evidence);
        } else if (name.equals("find") || name.equals("gfind")) {
            find(call, evidence);
        } else if (name.equals("fd")) {
            List<String> operands = Arguments.of(call, Set.of("-e", "-t", "-E")).operands();
            each(Operation.SEARCH, call, operands.subList(Math.min(1, operands.size()), operands.size()), evidence);
        } else if (WITH_PATTERN.containsKey(name)) {
            withPattern(call, evidence);
        } else {
            each(
                    Operation.READ,
                    call,
                    Arguments.of(call, READERS.getOrDefault(name, Set.of())).operands(),
                    evidence);
        }
    }

    private static void withPattern(ProgramCall call, EvidenceBuilder evidence) {
        String name = call.name();
        Arguments arguments = Arguments.of(call, WITH_PATTERN.getOrDefault(name, Set.of()));
        boolean patternInOption = arguments.has("-e", "-f") && !name.equals("jq");
        List<String> operands = arguments.operands();
        List<String> files = patternInOption || operands.isEmpty() ? operands : operands.subList(1, operands.size());
        boolean recursive = RECURSIVE.contains(name) || arguments.has("-r", "-R", "--recursive");
        boolean namesOnly = arguments.has("-l", "-q", "-c", "--files");
        each(recursive || namesOnly ? Operation.SEARCH : Operation.READ, call, files, evidence);
        if (recursive && !namesOnly) {
            // a file that is named shows its lines, also with -r
            files.stream()
                    .filter(file -> SECRETS.contains(evidence.classOf(call, file)))
                    .forEach(file -> evidence.access(Operation.READ, call, file));
        }
    }

    private static void find(ProgramCall call, EvidenceBuilder evidence) {
        FindArguments found = FindArguments.of(call.arguments());
        each(Operation.SEARCH, call, found.paths(), evidence);
        if (found.deletes()) {
            for (String path : found.paths()) {
                if (found.selective()) {
                    evidence.access(Operation.DELETE, call, path + "/" + Placeholders.UNKNOWN);
                } else {
                    evidence.deleteRecursively(call, path);
                }
            }
        }
    }

    private static void each(Operation operation, ProgramCall call, List<String> paths, EvidenceBuilder evidence) {
        for (String path : paths) {
            if (!path.equals("-") && !path.equals("]")) {
                evidence.access(operation, call, path);
            }
        }
    }
}
