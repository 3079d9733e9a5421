package io.delegraph.security.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Commands of PowerShell, and the program of a POSIX shell that does the same with files, addresses and processes. */
final class Cmdlets {
    private static final Pattern POSIX_OPTION = Pattern.compile("--.*|-(?:rf|fr|fsSL|fsS|sSL|sL|qO-|la|al|p|9)");
    private static final Pattern PARAMETER = Pattern.compile("-[A-Za-z]+(?::.*)?");
    private static final Pattern SWITCH = Pattern.compile("/[A-Za-z]");

    /**
     * A command.
     *
     * @param program that does the same
     * @param positions names of the parameters that need not be named, in their order
     * @param parameters what becomes of those with a value: an option of the program, or an operand when it is empty; the others are
     *     left out
     * @param switches what becomes of those without a value
     */
    private record Cmdlet(
            String program, List<String> positions, Map<String, String> parameters, Map<String, String> switches) {
        static Cmdlet of(String program, String... operands) {
            return new Cmdlet(
                    program,
                    List.of(operands),
                    Stream.concat(Stream.of(operands), Stream.of("literalpath"))
                            .distinct()
                            .collect(Collectors.toMap(name -> name, name -> "")),
                    Map.of());
        }
    }

    private static final Cmdlet WRITE = new Cmdlet(
            "tee", List.of("path", "value"), Map.of("path", "", "literalpath", "", "filepath", ""), Map.of());
    private static final Cmdlet REQUEST = new Cmdlet(
            "curl",
            List.of("uri"),
            Map.of("uri", "", "outfile", "-o", "infile", "-T", "method", "-X", "body", "-d", "form", "-F"),
            Map.of());
    private static final Cmdlet LATER = new Cmdlet("schtasks", List.of(), Map.of(), Map.of());
    private static final Cmdlet PROPERTY =
            new Cmdlet("reg", List.of("path"), Map.of("path", "add", "literalpath", "add"), Map.of());

    private static final Map<String, Cmdlet> COMMANDS = Map.ofEntries(
            Map.entry(
                    "remove-item",
                    new Cmdlet("rm", List.of("path"), Map.of("path", "", "literalpath", ""), Map.of("recurse", "-r"))),
            Map.entry("get-content", Cmdlet.of("cat", "path")),
            Map.entry("set-content", WRITE),
            Map.entry("add-content", WRITE),
            Map.entry("clear-content", WRITE),
            Map.entry(
                    "out-file",
                    new Cmdlet("tee", List.of("filepath"), Map.of("filepath", "", "literalpath", ""), Map.of())),
            Map.entry(
                    "tee-object",
                    new Cmdlet("tee", List.of("filepath"), Map.of("filepath", "", "literalpath", ""), Map.of())),
            Map.entry("new-item", WRITE),
            Map.entry("copy-item", Cmdlet.of("cp", "path", "destination")),
            Map.entry("move-item", Cmdlet.of("mv", "path", "destination")),
            Map.entry("rename-item", Cmdlet.of("touch", "path")),
            Map.entry("get-childitem", Cmdlet.of("ls", "path")),
            Map.entry("select-string", Cmdlet.of("grep", "pattern", "path")),
            Map.entry("set-location", Cmdlet.of("cd", "path")),
            Map.entry("push-location", Cmdlet.of("cd", "path")),
            Map.entry(
                    "compress-archive",
                    new Cmdlet("zip", List.of("path"), Map.of("path", "", "literalpath", ""), Map.of())),
            Map.entry(
                    "expand-archive",
                    new Cmdlet(
                            "unzip",
                            List.of("path", "destinationpath"),
                            Map.of("path", "", "destinationpath", "-d"),
                            Map.of())),
            Map.entry("invoke-webrequest", REQUEST),
            Map.entry("invoke-restmethod", REQUEST),
            Map.entry(
                    "start-bitstransfer",
                    new Cmdlet(
                            "curl",
                            List.of("source", "destination"),
                            Map.of("source", "", "destination", "-o"),
                            Map.of())),
            Map.entry("invoke-expression", Cmdlet.of("iex", "command")),
            Map.entry("stop-process", Cmdlet.of("pkill", "id", "name")),
            Map.entry("get-process", Cmdlet.of("pgrep", "name")),
            Map.entry("stop-service", Cmdlet.of("pkill", "name")),
            Map.entry("register-scheduledtask", LATER),
            Map.entry("new-scheduledtask", LATER),
            Map.entry("register-scheduledjob", LATER),
            Map.entry("new-service", LATER),
            Map.entry("set-itemproperty", PROPERTY),
            Map.entry("new-itemproperty", PROPERTY));

    private static final Map<String, String> ALIASES = aliases(
            "remove-item ri rm del erase rd rmdir",
            "get-content gc cat type",
            "set-content sc",
            "add-content ac",
            "new-item ni md mkdir",
            "copy-item cpi cp copy",
            "move-item mi mv move",
            "rename-item rni ren",
            "get-childitem gci ls dir",
            "select-string sls",
            "set-location sl cd chdir",
            "push-location pushd",
            "tee-object tee",
            "invoke-webrequest iwr wget curl",
            "invoke-restmethod irm",
            "invoke-expression iex",
            "stop-process spps kill",
            "get-process gps ps",
            "start-process saps start",
            "set-itemproperty sp");

    /** Parameters of any command that take no value. */
    private static final Set<String> SWITCHES = Set.of(
            "recurse",
            "force",
            "verbose",
            "confirm",
            "whatif",
            "raw",
            "append",
            "nonewline",
            "passthru",
            "usebasicparsing",
            "hidden",
            "file",
            "directory",
            "asbytestream",
            "wait",
            "nonewwindow",
            "container",
            "noclobber",
            "allmatches",
            "quiet",
            "simplematch",
            "skipcertificatecheck");

    private Cmdlets() {}

    private static Map<String, String> aliases(String... lines) {
        return Stream.of(lines)
                .map(line -> line.split(" "))
                .flatMap(names -> Stream.of(names).skip(1).map(alias -> Map.entry(alias, names[0])))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** What {@code call} does with these words behind its program; empty when it only shows what it would do. */
    static Optional<ProgramCall> of(ProgramCall call, List<PowerShellWords.Word> words) {
        String written = call.program().toLowerCase(Locale.ROOT);
        List<String> plain =
                words.stream().flatMap(word -> word.items().stream()).toList();
        String name = ALIASES.getOrDefault(written, written);
        if (name.equals("start-process")) {
            return started(call, words);
        }
        if (written.equals("sc.exe")) {
            return Optional.of(call.running(plain.contains("create") ? LATER.program : written, List.of()));
        }
        Cmdlet cmdlet = COMMANDS.get(name);
        if (cmdlet == null || nativeOptions(written, plain)) {
            return Optional.of(call.running(call.program(), plain));
        }
        List<String> arguments = arguments(cmdlet, words);
        if (arguments == null) {
            return Optional.empty();
        }
        return Optional.of(call.running(cmdlet.program, arguments));
    }

    /** An alias with options of the program of that name, which is called where PowerShell runs beside it. */
    private static boolean nativeOptions(String written, List<String> words) {
        return Set.of("curl", "wget", "rm", "ls", "cp", "mv", "cat", "tee", "mkdir", "kill", "ps")
                        .contains(written)
                && words.stream().anyMatch(word -> POSIX_OPTION.matcher(word).matches());
    }

    private static Optional<ProgramCall> started(ProgramCall call, List<PowerShellWords.Word> words) {
        Cmdlet cmdlet = new Cmdlet(
                "",
                List.of("filepath", "argumentlist"),
                Map.of("filepath", "", "argumentlist", "", "verb", "-verb"),
                Map.of());
        List<String> arguments = arguments(cmdlet, words);
        if (arguments == null || arguments.isEmpty()) {
            return Optional.empty();
        }
        int verb = arguments.indexOf("-verb");
        boolean privileged = verb >= 0 && arguments.get(verb + 1).equalsIgnoreCase("runas");
        List<String> run = new ArrayList<>(arguments);
        if (verb >= 0) {
            run.subList(verb, verb + 2).clear();
        }
        if (run.isEmpty()) {
            return Optional.empty();
        }
        ProgramCall started = call.running(run.getFirst(), run.subList(1, run.size()));
        return Optional.of(privileged ? started.asAnotherUser() : started);
    }

    /** Null when the command only shows what it would do. */
    private static @Nullable List<String> arguments(Cmdlet cmdlet, List<PowerShellWords.Word> words) {
        List<String> arguments = new ArrayList<>();
        int position = 0;
        for (int at = 0; at < words.size(); at++) {
            PowerShellWords.Word word = words.get(at);
            String text = word.items().isEmpty() ? "" : word.items().getFirst();
            boolean named = !word.quoted() && PARAMETER.matcher(text).matches();
            if (!named && !word.quoted() && SWITCH.matcher(text).matches() && cmdlet.program.equals("rm")) {
                // an option of cmd
                arguments.addAll(text.equalsIgnoreCase("/s") ? List.of("-r") : List.of());
            } else if (!named) {
                String name = position < cmdlet.positions.size() ? cmdlet.positions.get(position) : "";
                position++;
                add(arguments, cmdlet.parameters.get(name), word.items());
            } else {
                int colon = text.indexOf(':');
                String given =
                        text.substring(1, colon < 0 ? text.length() : colon).toLowerCase(Locale.ROOT);
                String name = full(given, cmdlet);
                if (name.equals("whatif")) {
                    return null;
                }
                if (SWITCHES.contains(name)) {
                    arguments.addAll(
                            cmdlet.switches.containsKey(name) ? List.of(cmdlet.switches.get(name)) : List.of());
                } else if (colon >= 0) {
                    add(arguments, cmdlet.parameters.get(name), List.of(text.substring(colon + 1)));
                } else if (at + 1 < words.size()) {
                    position += cmdlet.positions.indexOf(name) == position ? 1 : 0;
                    add(arguments, cmdlet.parameters.get(name), words.get(++at).items());
                }
            }
        }
        return arguments;
    }

    private static void add(List<String> arguments, @Nullable String option, List<String> values) {
        if (option == null) {
            return;
        }
        if (!option.isEmpty()) {
            arguments.add(option);
        }
        arguments.addAll(values);
    }

    /** The name that a beginning of it stands for: of a parameter of the command first. */
    private static String full(String given, Cmdlet cmdlet) {
        return Stream.of(cmdlet.switches.keySet(), cmdlet.parameters.keySet(), SWITCHES)
                .flatMap(names -> names.stream().sorted())
                .filter(name -> name.startsWith(given))
                .findFirst()
                .orElse(given);
    }
}
