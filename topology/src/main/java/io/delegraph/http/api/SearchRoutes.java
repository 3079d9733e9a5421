package io.delegraph.http.api;

import io.delegraph.http.Problem;
import io.delegraph.http.Request;
import io.delegraph.http.Response;
import io.delegraph.http.Route;
import io.delegraph.query.Queries.PageRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds sessions by words, and their ids by how they begin. */
public final class SearchRoutes {
    private static final int DEFAULT_LIMIT = 20;
    private static final int MAX_LIMIT = 100;
    private static final int MAX_LENGTH = 200;

    private final QueryScopes queries;

    public SearchRoutes(QueryScopes queries) {
        this.queries = queries;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/api/v1/search", this::search, "q", "limit", "cursor"),
                Route.get("/api/v1/session-ids", this::sessionIds, "prefix", "limit"));
    }

    private Response search(Request request) {
        PageRequest page = new PageRequest(request.limit(DEFAULT_LIMIT, MAX_LIMIT), request.text("cursor"));
        return Response.json(queries.of(request).search(words(request.text("q")), page));
    }

    private static List<String> words(@Nullable String given) {
        String text = given == null ? "" : given.strip();
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            throw Problem.badParameter("q", text, "one or more words, at most " + MAX_LENGTH + " characters")
                    .exception();
        }
        return Arrays.stream(text.toLowerCase(Locale.ROOT).split("\\s+", -1))
                .distinct()
                .toList();
    }

    private Response sessionIds(Request request) {
        String prefix = request.text("prefix");
        if (prefix == null) {
            throw Problem.badParameter("prefix", "", "how an id begins").exception();
        }
        return Response.json(queries.of(request).sessionIds(prefix, request.limit(DEFAULT_LIMIT, MAX_LIMIT)));
    }
}
