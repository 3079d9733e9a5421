package io.delegraph.http.hooks;

import io.delegraph.http.BoundedBody;
import io.delegraph.http.Problem;
import io.delegraph.http.Request;
import io.delegraph.http.Response;
import io.delegraph.http.Route;
import io.delegraph.http.Route.Access;
import io.delegraph.http.hooks.HookSink.HookSinkUnavailableException;
import io.delegraph.ingest.Normalized;
import io.delegraph.ingest.Normalizer;
import io.delegraph.ingest.RawPosition;
import io.delegraph.ingest.adapters.ClientAdapters;
import java.util.List;
import java.util.Set;

/** Accepts hooks over HTTP, from clients with hooks of {@code type: http} and from scripts without a Kafka client. */
public final class HookRoute {
    private static final RawPosition NO_POSITION = new RawPosition(0, 0, 0);

    private final Normalizer checks = ClientAdapters.checking();
    private final HookSink sink;
    private final int maxBytes;

    public HookRoute(HookSink sink, int maxBytes) {
        this.sink = sink;
        this.maxBytes = maxBytes;
    }

    public List<Route> routes() {
        return List.of(new Route("POST", "/hooks", Access.HOOKS, Set.of(), this::hooks));
    }

    private Response hooks(Request request) {
        List<byte[]> hooks = HookBodyParser.objects(request.body().read(maxBytes), this::check);
        try {
            if (hooks.size() == 1) {
                sink.accept(hooks.getFirst());
            } else {
                sink.acceptAll(hooks);
            }
        } catch (HookSink.HookTooLargeException e) {
            throw BoundedBody.tooLarge(maxBytes, e.getMessage()).exception();
        } catch (HookSinkUnavailableException e) {
            String partly = e.accepted() == 0
                    ? ""
                    : "; the first " + e.accepted() + " of " + hooks.size() + " are stored; send the others again";
            throw Problem.unavailable(e.getMessage() + partly, e.retryAfterSeconds())
                    .with("accepted", e.accepted())
                    .exception();
        }
        return Response.noContent();
    }

    /** Rejects what the topology would reject, by the same rules, so that the sender gets the error and not only readers of the topic. */
    private void check(byte[] json, int line) {
        if (checks.normalize(json, NO_POSITION) instanceof Normalized.Invalid rejected) {
            throw Problem.of(
                            400,
                            "not-a-hook",
                            "Not a hook",
                            rejected.reason() + "; the object at line " + line + "; nothing of the body was stored")
                    .with("line", line)
                    .with("where", rejected.where())
                    .exception();
        }
    }
}
