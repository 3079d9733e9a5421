package io.delegraph.http.page;

import io.delegraph.http.Problem;
import io.delegraph.http.Request;
import io.delegraph.http.Response;
import io.delegraph.http.Route;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The live page. Its files reveal nothing about agents, so they are public; the page queries the API like any other client. With a read
 * token, {@code /} is a login form until the browser has the cookie.
 */
public final class PageRoutes {
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
                Route.page("/page/{file...}", request -> file(files.page(request.part("file")), request)),
                Route.page("/lib/{file}", request -> file(files.library(request.part("file")), request)));
    }

    private Response front(Request request) {
        Map<String, String> headers = new HashMap<>(HEADERS);
        headers.put("Vary", "Cookie, Authorization");
        return files.page(mayRead.test(request) ? "index.html" : "login.html")
                .orElseThrow(() -> new IllegalStateException("the program lacks its page: build it again"))
                .respond(request, headers);
    }

    private static Response file(Optional<Asset> file, Request request) {
        return file.orElseThrow(() -> Problem.notFound("no-such-file", "No such file", "the page has no such file")
                        .exception())
                .respond(request, HEADERS);
    }
}
