package io.delegraph.security.action;

import io.delegraph.schemas.event.CommandFeature;
import io.delegraph.schemas.event.HostClass;
import io.delegraph.schemas.event.PathAccess.Operation;
import io.delegraph.security.shell.ProgramCall;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Programs of another language inside a command line. They are not parsed: calls that read, write, delete or send are found by their
 * names, and what they act on when it stands beside them as a literal.
 */
final class InlineCodeRule implements CommandRule {
    /** Interpreters, with the options after which a program stands. */
    private static final Map<String, Set<String>> INTERPRETERS = Map.ofEntries(
            Map.entry("python", Set.of("-c")),
            Map.entry("python2", Set.of("-c")),
            Map.entry("python3", Set.of("-c")),
            Map.entry("pypy3", Set.of("-c")),
            Map.entry("node", Set.of("-e", "--eval", "-p", "--print")),
            Map.entry("nodejs", Set.of("-e", "--eval", "-p")),
            Map.entry("bun", Set.of("-e", "--eval")),
            Map.entry("deno", Set.of("eval")),
            Map.entry("ruby", Set.of("-e")),
            Map.entry("perl", Set.of("-e", "-E", "-ne", "-pe", "-pi")),
            Map.entry("php", Set.of("-r")),
            Map.entry("osascript", Set.of("-e")));

    private static final int MAX_SCANNED_CHARS = 32_768;
    private static final String LITERAL = "\\(?\\s*[rbfu]?['\"]([^'\"\\n]{1,300})['\"]";

    private static final Pattern HOME = Pattern.compile(
            "(?:pathlib\\.)?Path\\.home\\(\\)|(?:os|require\\(['\"]os['\"]\\))\\.homedir\\(\\)|Dir\\.home\\b"
                    + "|os\\.environ(?:\\.get)?[\\[(]['\"]HOME['\"][\\])]|process\\.env\\.HOME\\b|ENV\\[['\"]HOME['\"]]");
    private static final Pattern EXPANDED =
            Pattern.compile("os\\.path\\.expanduser\\(\\s*(['\"][^'\"\\n]{1,300}['\"])\\s*\\)");
    private static final Pattern BELOW_HOME = Pattern.compile(
            "(?:(?:os\\.path|path)\\.join\\(\\s*'~'\\s*,\\s*|'~'\\s*[/+]\\s*)['\"]/?([^'\"\\n]{1,300})['\"]");

    private static final Pattern DELETE_TREE = Pattern.compile(
            "(?:shutil\\.rmtree|rmtree|rimraf(?:\\.sync)?|rm_rf|rm_r|remove_entry_secure|fs(?:\\.promises)?\\.rm|\\brm(?:dir)?Sync)"
                    + LITERAL);
    private static final Pattern DELETE =
            Pattern.compile("(?:os\\.(?:remove|unlink)|unlink(?:Sync)?|File\\.delete)" + LITERAL);
    private static final Pattern WRITE =
            Pattern.compile("(?:writeFile(?:Sync)?|appendFile(?:Sync)?|File\\.write|file_put_contents)" + LITERAL
                    + "|open\\s*\\(\\s*[rbfu]?['\"]([^'\"\\n]{1,300})['\"]\\s*,\\s*(?:mode\\s*=\\s*)?['\"][rb]*[wax+]"
                    + "|Path" + LITERAL + "\\s*\\)\\s*\\.write_");
    private static final Pattern READ =
            Pattern.compile("(?:readFile(?:Sync)?|File\\.read|file_get_contents|createReadStream)" + LITERAL
                    + "|open\\s*\\(\\s*(?:os\\.path\\.expanduser\\s*\\(\\s*)?[rbfu]?['\"]([^'\"\\n]{1,300})['\"]\\s*\\)?\\s*(?:,\\s*['\"]r|\\))"
                    + "|(?:Path|\\()" + LITERAL + "\\s*\\)(?:\\.expanduser\\(\\))?\\s*\\.read_");
    private static final Pattern SEND = Pattern.compile(
            "requests\\.(?:post|put|patch)|httpx\\.(?:post|put)|method\\s*:\\s*['\"](?:POST|PUT)|urlopen\\s*\\([^)]*,\\s*(?:data|[a-z])|axios\\.post|Net::HTTP\\.post|socket\\.(?:connect|create_connection)");
    private static final Pattern RUN_DOWNLOAD = Pattern.compile(
            "\\b(?:exec|eval)\\s*\\([^\\n]{0,200}?(?:urlopen|requests\\.get|httpx\\.get|\\bfetch)\\s*\\(");
    private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s'\"<>)]{3,200}");
    private static final Pattern RUN = Pattern.compile(
            "(?:os\\.(?:system|popen)|execSync|exec|spawnSync|system|subprocess\\.(?:run|call|check_output|Popen))\\s*\\(?\\s*[rbfu]?(?:'([^'\\n]{1,2000})'|\"([^\"\\n]{1,2000})\"|`([^`\\n]{1,2000})`)");

    static Set<String> interpreters() {
        return INTERPRETERS.keySet();
    }

    @Override
    public Set<String> programs() {
        return interpreters();
    }

    @Override
    public void look(ProgramCall call, EvidenceBuilder evidence) {
        String code = code(call);
        if (code != null) {
            look(code, call, evidence);
        }
    }

    /** The command lines that the program inside runs. */
    static List<String> commands(ProgramCall call) {
        String code = INTERPRETERS.containsKey(call.name()) ? code(call) : null;
        if (code == null) {
            return List.of();
        }
        return RUN.matcher(limited(code))
                .results()
                .map(found -> found.group(1) != null
                        ? found.group(1)
                        : found.group(2) != null ? found.group(2) : found.group(3))
                .toList();
    }

    private static @Nullable String code(ProgramCall call) {
        Set<String> options = INTERPRETERS.getOrDefault(call.name(), Set.of());
        List<String> words = call.arguments();
        for (int at = 0; at + 1 < words.size(); at++) {
            if (options.contains(words.get(at))) {
                return words.get(at + 1);
            }
        }
        boolean file = words.stream().anyMatch(word -> !word.startsWith("-"));
        return file ? null : call.stdin();
    }

    private static void look(String code, ProgramCall call, EvidenceBuilder evidence) {
        String text = limited(code);
        evidence.feature(CommandFeature.INLINE_CODE);
        DELETE_TREE.matcher(text).results().forEach(found -> evidence.deleteRecursively(call, found.group(1)));
        each(DELETE, Operation.DELETE, text, call, evidence);
        each(WRITE, Operation.WRITE, text, call, evidence);
        each(READ, Operation.READ, text, call, evidence);
        Matcher address = ADDRESS.matcher(text);
        while (address.find()) {
            HostClass host = HostClassifier.ofAddress(address.group());
            if (host != null) {
                evidence.host(host);
            }
        }
        if (RUN_DOWNLOAD.matcher(text).find()) {
            evidence.feature(CommandFeature.DOWNLOAD_AND_RUN);
        }
        if (SEND.matcher(text).find()) {
            evidence.feature(CommandFeature.SENDS);
        }
    }

    private static void each(
            Pattern pattern, Operation operation, String text, ProgramCall call, EvidenceBuilder evidence) {
        pattern.matcher(text).results().forEach(found -> {
            for (int group = 1; group <= found.groupCount(); group++) {
                if (found.group(group) != null) {
                    evidence.access(operation, call, found.group(group));
                }
            }
        });
    }

    /** The beginning of the program, with the home directory as a literal. */
    private static String limited(String code) {
        String beginning = code.substring(0, Math.min(code.length(), MAX_SCANNED_CHARS));
        String expanded =
                EXPANDED.matcher(HOME.matcher(beginning).replaceAll("'~'")).replaceAll("$1");
        return BELOW_HOME.matcher(expanded).replaceAll("'~/$1'");
    }
}
