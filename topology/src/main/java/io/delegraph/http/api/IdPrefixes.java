package io.delegraph.http.api;

import io.delegraph.http.Problem;
import io.delegraph.http.Request;
import io.delegraph.query.PeerProtocol;
import io.delegraph.query.Queries;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Ids as a person gives them: the whole one, or so much of its beginning that it can be no other. An id that is known wins over those
 * that begin with it. Another instance gives whole ids.
 */
public final class IdPrefixes {
    static final int MIN_LENGTH = 4;
    private static final int MAX_CANDIDATES = 5;

    private final QueryScopes queries;

    public IdPrefixes(QueryScopes queries) {
        this.queries = queries;
    }

    /** What {@code question} answers for the session of the request's path; a problem when it is unknown, or one of several. */
    <T> T ofSession(Request request, Function<String, Optional<T>> question) {
        String given = request.part("session");
        return question.apply(given)
                .or(() -> mayBePrefix(request, given) ? question.apply(session(request)) : Optional.empty())
                .orElseThrow(() -> unknownSession(given));
    }

    /** The whole id of the session of the request's path, whoever has it; a problem when it is unknown, or one of several. */
    public String session(Request request) {
        String given = request.part("session");
        Queries.Page<String> ids = queries.allInstances().sessionIds(given, MAX_CANDIDATES + 1);
        return ids.items().contains(given) ? given : session(given, ids);
    }

    static boolean mayBePrefix(Request request, String given) {
        return !request.localOnly() && given.length() >= MIN_LENGTH;
    }

    private static String session(String given, Queries.Page<String> ids) {
        if (!ids.missingPartitions().isEmpty()) {
            throw new Queries.NotAvailableException(
                    "no session has the id '" + given
                            + "', and which ones begin with it cannot be told while partitions "
                            + ids.missingPartitions() + " are not available",
                    1);
        }
        List<String> candidates = given.length() < MIN_LENGTH ? List.of() : ids.items();
        return only("sessions", given, candidates).orElseThrow(() -> unknownSession(given));
    }

    /**
     * The one of {@code candidates}; empty when there is none; a problem that names some when there are several.
     *
     * @param what they are, in the plural
     */
    static Optional<String> only(String what, String given, List<String> candidates) {
        if (candidates.size() <= 1) {
            return candidates.stream().findFirst();
        }
        List<String> named = candidates.stream().limit(MAX_CANDIDATES).toList();
        throw Problem.of(
                        409,
                        "ambiguous-id",
                        "Ambiguous id",
                        "several " + what + " begin with '" + given + "': "
                                + String.join(", ", named)
                                + (candidates.size() > named.size() ? " and more" : "") + "; give more of the id")
                .with("candidates", named)
                .exception();
    }

    private static RuntimeException unknownSession(String given) {
        return Problem.notFound(
                        PeerProtocol.UNKNOWN_SESSION,
                        "Unknown session",
                        "no session '" + given + "' is known, or its retention has ended")
                .exception();
    }
}
