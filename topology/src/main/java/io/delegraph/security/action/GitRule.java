package io.delegraph.security.action;

import io.delegraph.schemas.event.CommandFeature;
import io.delegraph.schemas.event.PathAccess.Operation;
import io.delegraph.schemas.event.PathClass;
import io.delegraph.security.shell.Directories;
import io.delegraph.security.shell.Placeholders;
import io.delegraph.security.shell.ProgramCall;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What {@code git} throws away, rewrites or sends. */
final class GitRule implements CommandRule {
    private static final Pattern WITH_EXTENSION = Pattern.compile(".*\\.[A-Za-z0-9]{1,5}$");
    private static final Pattern VERSION = Pattern.compile("v?[0-9.]+");
    private static final Pattern FORCE_LETTER = Pattern.compile("-[a-z]*f[a-z]*");

    private static final Set<String> GLOBAL_VALUES =
            Set.of("-C", "-c", "--git-dir", "--work-tree", "--namespace", "--exec-path");
    private static final Set<String> VALUES = Set.of("-m", "--source", "-b", "-B", "--message", "-o", "--push-option");
    private static final Set<PathClass> OWN =
            Set.of(PathClass.PROJECT, PathClass.WORKTREE, PathClass.DEPENDENCIES, PathClass.UNKNOWN);
    private static final Pattern PROTECTED =
            Pattern.compile("^\\+?(?:[^:]*:)?(?:refs/heads/)?(?:main|master|trunk|production|release(?:[/-].*)?)$");

    @Override
    public Set<String> programs() {
        return Set.of("git");
    }

    @Override
    public void look(ProgramCall call, EvidenceBuilder evidence) {
        List<String> words = call.arguments();
        int at = 0;
        String directory = call.directory();
        while (at < words.size() && words.get(at).startsWith("-")) {
            if (words.get(at).equals("-C") && at + 1 < words.size()) {
                directory = Directories.resolve(directory, words.get(at + 1));
            }
            at += GLOBAL_VALUES.contains(words.get(at)) ? 2 : 1;
        }
        if (at >= words.size()) {
            return;
        }
        String subcommand = words.get(at);
        evidence.program("git", subcommand);
        subcommand(subcommand, call.with(words.subList(at + 1, words.size()), directory), evidence);
    }

    private static void subcommand(String subcommand, ProgramCall call, EvidenceBuilder evidence) {
        Arguments arguments = Arguments.of(call, VALUES);
        if (arguments.has("--no-verify") || subcommand.equals("commit") && arguments.has("-n")) {
            evidence.feature(CommandFeature.GIT_NO_VERIFY);
        }
        switch (subcommand) {
            case "checkout" -> checkout(call, arguments, evidence);
            case "restore" -> {
                if (!arguments.has("--staged", "-S") || arguments.has("--worktree", "-W")) {
                    discards(call, evidence);
                }
            }
            case "switch" -> {
                if (arguments.has("--discard-changes", "-f", "--force")) {
                    discards(call, evidence);
                }
            }
            case "clean" -> {
                if (arguments.has("-f", "--force") && !arguments.has("-n", "--dry-run")) {
                    discards(call, evidence);
                }
            }
            case "reset" -> {
                if (arguments.has("--hard", "--merge", "--keep")) {
                    evidence.feature(CommandFeature.GIT_RESET_HARD);
                    evidence.access(Operation.WRITE, call, ".");
                }
            }
            case "stash" -> {
                if (!arguments.operands().isEmpty()
                        && Set.of("drop", "clear").contains(arguments.operands().getFirst())) {
                    evidence.feature(CommandFeature.GIT_STASH_DROP);
                }
            }
            case "branch" -> {
                if (arguments.has("-D") || arguments.has("-d", "--delete") && arguments.has("-f", "--force")) {
                    evidence.feature(CommandFeature.GIT_BRANCH_DELETE);
                }
            }
            case "apply", "am" -> {
                if (!arguments.has("--check", "--stat", "--numstat", "--summary", "--cached", "--abort")) {
                    evidence.access(Operation.WRITE, call, "./" + Placeholders.UNKNOWN);
                }
            }
            case "mv", "rm" -> {
                if (!arguments.has("--cached", "-n", "--dry-run")) {
                    arguments.operands().forEach(path -> evidence.access(Operation.WRITE, call, path));
                }
            }
            case "config" -> hooks(call, arguments, evidence);
            case "filter-branch", "filter-repo" -> evidence.feature(CommandFeature.GIT_REWRITE);
            case "reflog", "update-ref" -> {
                if (call.arguments().contains("expire")
                        || call.arguments().contains("-d")
                        || call.arguments().contains("delete")) {
                    evidence.feature(CommandFeature.GIT_REWRITE);
                }
            }
            case "worktree" -> {
                if (call.arguments().contains("remove") && arguments.has("-f", "--force")) {
                    discards(call, evidence);
                }
            }
            case "push" -> push(arguments, evidence);
            default -> {}
        }
    }

    /** A file of the index or of a commit over the one in the directory; another branch otherwise, which git refuses where it would lose changes. */
    private static void checkout(ProgramCall call, Arguments arguments, EvidenceBuilder evidence) {
        boolean makesBranch = arguments.has("-b", "-B", "--orphan", "--track", "-t", "--detach");
        boolean namesFiles = call.arguments().contains("--")
                || arguments.operands().stream()
                        .anyMatch(word -> word.equals(".")
                                || WITH_EXTENSION.matcher(word).matches()
                                        && !VERSION.matcher(word).matches());
        if (!makesBranch && (namesFiles || arguments.has("-f", "--force"))) {
            discards(call, evidence);
        }
    }

    /** Hooks that git runs from a directory outside of the project were not looked at with it. */
    private static void hooks(ProgramCall call, Arguments arguments, EvidenceBuilder evidence) {
        List<String> operands = arguments.operands();
        int at = operands.stream()
                .map(word -> word.toLowerCase(Locale.ROOT))
                .toList()
                .indexOf("core.hookspath");
        boolean outside =
                at >= 0 && at + 1 < operands.size() && !OWN.contains(evidence.classOf(call, operands.get(at + 1)));
        if (outside) {
            evidence.feature(CommandFeature.SCHEDULES);
        }
    }

    private static void discards(ProgramCall call, EvidenceBuilder evidence) {
        evidence.feature(CommandFeature.GIT_DISCARD);
        evidence.access(Operation.WRITE, call, ".");
    }

    private static void push(Arguments arguments, EvidenceBuilder evidence) {
        if (arguments.has("--dry-run", "-n")) {
            return;
        }
        evidence.feature(CommandFeature.GIT_PUSH);
        List<String> references = arguments.operands().size() > 1
                ? arguments.operands().subList(1, arguments.operands().size())
                : List.of();
        if (references.stream()
                .anyMatch(reference -> PROTECTED.matcher(reference).matches())) {
            evidence.feature(CommandFeature.GIT_PUSH_PROTECTED);
        }
        boolean lease = arguments.options().stream()
                .anyMatch(
                        option -> option.startsWith("--force-with-lease") || option.startsWith("--force-if-includes"));
        if (arguments.options().stream()
                        .anyMatch(option -> option.equals("--force")
                                || FORCE_LETTER.matcher(option).matches())
                || arguments.has("--mirror")
                || references.stream().anyMatch(reference -> reference.startsWith("+"))) {
            evidence.feature(CommandFeature.GIT_PUSH_FORCE);
        } else if (lease) {
            evidence.feature(CommandFeature.GIT_PUSH_LEASE);
        }
        if (arguments.has("--delete", "-d", "--prune")
                || references.stream().anyMatch(reference -> reference.startsWith(":"))) {
            evidence.feature(CommandFeature.GIT_PUSH_DELETE);
        }
    }
}
