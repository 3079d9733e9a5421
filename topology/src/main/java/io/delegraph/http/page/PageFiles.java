package io.delegraph.http.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The page's files on the class path: its own, and listed files of the libraries in WebJars. Nothing else is accessible: a name is a path
 * of plain words with a known extension.
 */
final class PageFiles {
    private static final String PAGE = "/io/delegraph/page/";
    private static final String WEBJARS = "/META-INF/resources/webjars/";
    private static final Pattern NAME =
            Pattern.compile("(?:[a-z0-9][a-z0-9_-]*/){0,4}[a-z0-9][a-z0-9_-]*\\.([a-z0-9]+)");

    private static final Map<String, String> TYPES = Map.of(
            "html",
            Asset.HTML,
            "css",
            Asset.CSS,
            "js",
            Asset.JAVASCRIPT,
            "json",
            "application/json",
            "svg",
            "image/svg+xml",
            "png",
            "image/png",
            "woff2",
            "font/woff2");

    /** Versions are pinned in the build; a test opens each file. */
    private static final Map<String, String> LIBRARIES = Map.of(
            "uplot.js", "uplot/1.6.30/dist/uPlot.iife.min.js",
            "uplot.css", "uplot/1.6.30/dist/uPlot.min.css");

    private final Map<String, Asset> read = new ConcurrentHashMap<>();

    /** One of the page's own files; empty when there is none of that name. */
    Optional<Asset> page(String name) {
        return NAME.matcher(name).matches() ? asset(PAGE + name) : Optional.empty();
    }

    /** The names of all libraries. */
    Set<String> libraries() {
        return LIBRARIES.keySet();
    }

    /** A library by the name under which the page imports it. */
    Optional<Asset> library(String name) {
        return Optional.ofNullable(LIBRARIES.get(name)).flatMap(path -> asset(WEBJARS + path));
    }

    private Optional<Asset> asset(String resource) {
        String ending = resource.substring(resource.lastIndexOf('.') + 1);
        String type = TYPES.get(ending.equals("mjs") ? "js" : ending);
        return type == null
                ? Optional.empty()
                : Optional.ofNullable(read.computeIfAbsent(resource, path -> open(type, path)));
    }

    private static @Nullable Asset open(String type, String resource) {
        try (@Nullable InputStream in = PageFiles.class.getResourceAsStream(resource)) {
            return in == null ? null : Asset.of(type, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
