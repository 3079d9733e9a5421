package io.delegraph.query;

import io.delegraph.query.HookSink.UnavailableException;
import io.delegraph.query.Route.Access;
import java.util.List;
import java.util.Set;

/** Hooks in over HTTP, for clients with hooks of {@code type: http} and for scripts without a Kafka client. */
final class HookRoute {
    private final HookSink sink;
    private final int maxBytes;

    HookRoute(HookSink sink, int maxBytes) {
        this.sink = sink;
        this.maxBytes = maxBytes;
    }

    List<Route> routes() {
        return List.of(new Route("POST", "/hooks", Access.HOOKS, Set.of(), this::hooks));
    }

    private Answer hooks(Ask ask) {
        List<byte[]> hooks = HookBody.objects(ask.body().read(maxBytes));
        try {
            if (hooks.size() == 1) {
                sink.accept(hooks.getFirst());
            } else {
                sink.acceptAll(hooks);
            }
        } catch (UnavailableException e) {
            String partly = e.accepted() == 0
                    ? ""
                    : "; the first " + e.accepted() + " of " + hooks.size() + " are kept: send the others again";
            throw Problem.unavailable(e.getMessage() + partly, e.retryAfterSeconds())
                    .with("accepted", e.accepted())
                    .exception();
        }
        return Answer.noContent();
    }
}
