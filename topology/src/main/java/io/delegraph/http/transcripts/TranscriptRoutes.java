package io.delegraph.http.transcripts;

import io.delegraph.http.Problem;
import io.delegraph.http.Request;
import io.delegraph.http.Response;
import io.delegraph.http.Route;
import io.delegraph.query.Queries.InvalidCursorException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The transcript of a session, from this machine's disk, while it is asked for. */
public final class TranscriptRoutes {
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 500;
    private static final String ROOT = "root";

    private final Transcripts transcripts;
    private final TranscriptFinder files;
    private final Function<Request, String> sessionIds;

    /** @param sessionIds the whole id of the session that a request's path names; ends the request when it is unknown */
    public TranscriptRoutes(Transcripts transcripts, Function<Request, String> sessionIds) {
        this.transcripts = transcripts;
        this.files = new TranscriptFinder(transcripts.projects());
        this.sessionIds = sessionIds;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/api/v1/sessions/{session}/transcript", this::transcript, "agent", "cursor", "limit"));
    }

    private Response transcript(Request request) {
        if (!transcripts.allowed()) {
            throw Problem.of(
                            403,
                            "transcripts-off",
                            "Transcripts are off",
                            "transcripts of this machine are not shown here: http.transcripts is false, or auto while http.host can be "
                                    + "reached from other machines; http.transcripts: true shows them")
                    .exception();
        }
        String session = sessionIds.apply(request);
        String agent = request.text("agent");
        String asked = agent == null ? ROOT : agent;
        Path file = files.find(session, asked.equals(ROOT) ? null : asked)
                .orElseThrow(() -> Problem.notFound(
                                "no-transcript",
                                "No transcript",
                                "no transcript of agent '" + asked + "' of session '" + session
                                        + "' lies on the machine of this Delegraph")
                        .exception());
        return Response.json(page(session, asked, file, request));
    }

    private static TranscriptPage page(String session, String agent, Path file, Request request) {
        int limit = request.limit(DEFAULT_LIMIT, MAX_LIMIT);
        try {
            TranscriptReading read = TranscriptReading.read(file, place(file, request.text("cursor")), limit);
            return new TranscriptPage(
                    session, agent, read.items(), read.next() == null ? null : Long.toString(read.next()));
        } catch (IOException e) {
            throw new UncheckedIOException("a transcript cannot be read", e);
        }
    }

    private static long place(Path file, @Nullable String cursor) throws IOException {
        if (cursor == null) {
            return 0;
        }
        try {
            long place = Long.parseLong(cursor);
            if (TranscriptReading.begins(file, place)) {
                return place;
            }
        } catch (NumberFormatException e) {
            // answered below, as a place in the middle of a line is
        }
        throw new InvalidCursorException(cursor);
    }
}
