package io.delegraph.http.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes one script of the page's modules, those first that others import. Each keeps a scope of its own:
 *
 * <pre>
 *   a.js  import { f } from './b.js'; f();          import x from '/lib/x.js';
 *   b.js  import x from '/lib/x.js';          ─►    const $0 = (() => { function f() {…} return { f }; })();
 *         export function f() {…}                   const $1 = (() => { const { f } = $0; f(); return {}; })();
 * </pre>
 *
 * A table in JSON, imported {@code with { type: 'json' }}, becomes a constant.
 *
 * It understands the few forms that the page is written in and refuses every other one by its file and line, so that nothing is linked
 * into something else than was written.
 */
final class ModuleLinker {
    private static final Pattern IMPORT = Pattern.compile(
            "^import\\s+(?:(\\{[^{}]*\\}|\\w+)\\s+from\\s+)?(['\"])([^'\"\\n]+)\\2;[ \\t]*(?://.*)?$",
            Pattern.MULTILINE);
    private static final Pattern TABLE_IMPORT = Pattern.compile(
            "^import\\s+(\\w+)\\s+from\\s+(['\"])\\./([^'\"\\n]+\\.json)\\2\\s+with\\s+\\{\\s*type:\\s*(['\"])json\\4\\s*\\};$",
            Pattern.MULTILINE);
    private static final Pattern EXPORT =
            Pattern.compile("^export\\s+((?:async\\s+)?function\\s*\\*?|class|const)\\s+([\\w$]+)", Pattern.MULTILINE);

    /** What a scope cannot hold or would change the meaning of. */
    private static final Pattern REFUSED = Pattern.compile(
            "^(?:import|export)\\b|\\bimport\\s*\\(\\s*['\"`]\\.|\\bimport\\.meta\\b|^(?:await|for await)\\b|^(?:const|let)\\s[^;=]*=\\s*await\\b",
            Pattern.MULTILINE);

    private static final String OWN = "./";

    private final UnaryOperator<String> sources;
    private final Map<String, String> scopes = new LinkedHashMap<>();
    private final Set<String> libraries = new LinkedHashSet<>();
    private final StringBuilder script = new StringBuilder();

    /** @param sources the text of a module by its file's name */
    private ModuleLinker(UnaryOperator<String> sources) {
        this.sources = sources;
    }

    /**
     * The script of {@code entry} and all that it imports.
     *
     * @throws IllegalStateException when a module has a form that cannot be linked; the message names the file and the line
     */
    static String link(String entry, UnaryOperator<String> sources) {
        ModuleLinker linker = new ModuleLinker(sources);
        linker.add(entry, List.of());
        return linker.libraries.stream().map(statement -> statement + "\n").collect(Collectors.joining())
                + linker.script;
    }

    private void add(String file, List<String> importers) {
        if (importers.contains(file)) {
            throw new IllegalStateException(
                    "modules import each other in a circle: " + String.join(" → ", importers) + " → " + file);
        }
        if (scopes.containsKey(file)) {
            return;
        }
        List<String> path = new ArrayList<>(importers);
        path.add(file);
        String source = sources.apply(file);
        IMPORT.matcher(source)
                .results()
                .filter(found -> found.group(3).startsWith(OWN))
                .forEach(found -> add(found.group(3).substring(OWN.length()), path));
        TABLE_IMPORT.matcher(source).results().forEach(found -> addTable(found.group(3)));
        String body = IMPORT.matcher(source).replaceAll(found -> Matcher.quoteReplacement(binding(found)));
        body = TABLE_IMPORT
                .matcher(body)
                .replaceAll(found ->
                        Matcher.quoteReplacement("const " + found.group(1) + " = " + scopes.get(found.group(3)) + ";"));
        List<String> exports =
                EXPORT.matcher(body).results().map(found -> found.group(2)).toList();
        body = EXPORT.matcher(body).replaceAll("$1 $2");
        refuseOthers(file, body);
        String content = "(() => {\n" + body + "\nreturn { " + String.join(", ", exports) + " };\n})()";
        addConstant(file, content);
    }

    private void addTable(String file) {
        if (!scopes.containsKey(file)) {
            addConstant(file, sources.apply(file).strip());
        }
    }

    private void addConstant(String file, String content) {
        String name = "$" + scopes.size();
        scopes.put(file, name);
        script.append("// ").append(file).append("\nconst ").append(name).append(" = ");
        script.append(content).append(";\n");
    }

    /** What stands in place of an import: the names of an own module in one line; nothing for a library, which is imported once above. */
    private String binding(MatchResult statement) {
        String from = statement.group(3);
        if (!from.startsWith(OWN)) {
            libraries.add(statement.group().strip());
            return "";
        }
        String scope = scopes.get(from.substring(OWN.length()));
        String names = statement.group(1);
        if (names == null) {
            return "";
        }
        if (!names.startsWith("{")) {
            // no module exports a default: left as it is, it is refused
            return statement.group();
        }
        return "const " + names.replaceAll("\\s+as\\s+", ": ").replaceAll("\\s+", " ") + " = " + scope + ";";
    }

    private static void refuseOthers(String file, String body) {
        Matcher other = REFUSED.matcher(body);
        if (other.find()) {
            long line = body.substring(0, other.start())
                            .chars()
                            .filter(c -> c == '\n')
                            .count()
                    + 1;
            throw new IllegalStateException("page/js/" + file + ", near line " + line + ": '"
                    + body.substring(other.start()).lines().findFirst().orElse("")
                    + "' is a form that ModuleLinker does not know");
        }
    }
}
