package io.delegraph.http.page;

import io.delegraph.http.Problem;
import io.delegraph.http.Request;
import io.delegraph.http.Response;
import io.delegraph.http.Route;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The live page. Its files reveal nothing about agents, so they are public; the page queries the API like any other client. With a read
 * token, {@code /} is a login form until the browser has the cookie. {@code /} loads bundles; {@code /page/index.html} is the same
 * page from its single files, for those who work on it.
 */
public final class PageRoutes {
    private static final String PAGE = "index";
    private static final String LOGIN = "login";

    /** The name of a file that a bundle has: it ends with a digest. */
    private static final Pattern BUNDLED = Pattern.compile("[a-z0-9-]+-[0-9a-f]{24}\\.(?:js|css)");

    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
                    + "frame-ancestors 'none'",
            // nothing for other sites; without a word for this one a form of this page would come from Origin: null
            "Referrer-Policy",
            "same-origin",
            "Cross-Origin-Opener-Policy",
            "same-origin");

    private final PageFiles files = new PageFiles();
    private final Map<String, PageBundle> bundles = new ConcurrentHashMap<>();
    private final Predicate<Request> mayRead;

    /**
     * Serves the files of the class path.
     *
     * @param mayRead whether the sender of a request may read about agents
     */
    public PageRoutes(Predicate<Request> mayRead) {
        this.mayRead = mayRead;
    }

    public List<Route> routes() {
        return List.of(
                Route.page("/", this::front),
                Route.page("/page/{file...}", this::pageFile),
                Route.page("/lib/{file}", this::library));
    }

    private Response front(Request request) {
        Map<String, String> headers = new HashMap<>(HEADERS);
        headers.put("Vary", "Cookie, Authorization");
        return bundle(mayRead.test(request) ? PAGE : LOGIN).document().respond(request, headers);
    }

    /** Made when it is asked for first: a program that nobody looks at need not compress the page. */
    private PageBundle bundle(String document) {
        return bundles.computeIfAbsent(document, name -> new PageBundle(name, files));
    }

    private Response pageFile(Request request) {
        String name = request.part("file");
        String path = "/page/" + name;
        String document = name.startsWith(LOGIN) ? LOGIN : PAGE;
        return file(BUNDLED.matcher(name).matches() ? bundle(document).file(path) : files.page(name), request);
    }

    private Response library(Request request) {
        String name = request.part("file");
        return file(BUNDLED.matcher(name).matches() ? bundle(PAGE).file("/lib/" + name) : files.library(name), request);
    }

    private static Response file(Optional<Asset> file, Request request) {
        return file.orElseThrow(() -> Problem.notFound("no-such-file", "No such file", "the page has no such file")
                        .exception())
                .respond(request, HEADERS);
    }
}
