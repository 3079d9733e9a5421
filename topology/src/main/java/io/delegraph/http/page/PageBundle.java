package io.delegraph.http.page;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A document of the page and what it loads, in as few files as can be: one script, one style sheet, and the libraries. The name of each
 * has a digest of its content, so that a browser that has it never asks again.
 *
 * <pre>
 *   index.html   style/*.css                  ─► /page/index-6f0c….css
 *                js/main.js and its imports   ─► /page/index-91ab….js
 *                /lib/cytoscape.js            ─► /lib/cytoscape-77e2….js
 * </pre>
 */
final class PageBundle {
    private static final Pattern STYLE =
            Pattern.compile("[ \\t]*<link rel=\"stylesheet\" href=\"/(page|lib)/([a-z0-9/-]+\\.css)\">\\n");
    private static final Pattern SCRIPT =
            Pattern.compile("(<script type=\"module\" src=\")/page/js/([a-z0-9-]+\\.js)\"");

    private final String name;
    private final PageFiles sources;
    private final Map<String, Asset> files = new HashMap<>();
    private final Map<String, String> libraries = new HashMap<>();
    private final Asset document;

    /** @param name of the document, without its ending */
    PageBundle(String name, PageFiles sources) {
        this.name = name;
        this.sources = sources;
        for (String library : sources.libraries()) {
            String path = "/lib/" + library;
            libraries.put(path, put(path, sources.library(library).orElseThrow()));
        }
        this.document = Asset.of(Asset.HTML, libraryNames(script(style(text(name + ".html")))));
    }

    Asset document() {
        return document;
    }

    /** By its path; empty when it is none of this bundle. */
    Optional<Asset> file(String path) {
        return Optional.ofNullable(files.get(path));
    }

    private String style(String html) {
        StringBuilder all = new StringBuilder();
        Matcher link = STYLE.matcher(html);
        while (link.find()) {
            Optional<Asset> file =
                    link.group(1).equals("lib") ? sources.library(link.group(2)) : sources.page(link.group(2));
            all.append(file.orElseThrow(() -> lacks(link.group(2))).text()).append('\n');
        }
        String path = put("/page/" + name + ".css", Asset.of(Asset.CSS, all.toString()));
        Matcher first = STYLE.matcher(html);
        if (!first.find()) {
            return html;
        }
        return html.substring(0, first.start())
                + "  <link rel=\"stylesheet\" href=\"" + path + "\">\n"
                + STYLE.matcher(html.substring(first.end())).replaceAll("");
    }

    private String script(String html) {
        return SCRIPT.matcher(html).replaceAll(tag -> {
            String script = ModuleLinker.link(tag.group(2), file -> text("js/" + file));
            return Matcher.quoteReplacement(tag.group(1)
                    + put("/page/" + name + ".js", Asset.of(Asset.JAVASCRIPT, libraryNames(script)))
                    + '"');
        });
    }

    private String libraryNames(String text) {
        String renamed = text;
        for (Map.Entry<String, String> library : libraries.entrySet()) {
            renamed = renamed.replace(library.getKey(), library.getValue());
        }
        return renamed;
    }

    /** Gives it the name with its digest, and returns that. */
    private String put(String path, Asset asset) {
        int ending = path.lastIndexOf('.');
        String named = path.substring(0, ending) + "-" + asset.digest() + path.substring(ending);
        files.put(named, asset.immutable());
        return named;
    }

    private String text(String file) {
        return sources.page(file).orElseThrow(() -> lacks(file)).text();
    }

    private static IllegalStateException lacks(String file) {
        return new IllegalStateException("the program lacks the file " + file + " of its page: build it again");
    }
}
