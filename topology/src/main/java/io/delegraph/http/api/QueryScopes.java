package io.delegraph.http.api;

import io.delegraph.http.Request;
import io.delegraph.query.Queries;

/**
 * Whose partitions a request is answered from.
 *
 * @param allInstances answers for the whole application
 * @param thisInstance answers from this instance's partitions only: asked for by another instance
 */
public record QueryScopes(Queries allInstances, Queries thisInstance) {
    Queries of(Request request) {
        return request.localOnly() ? thisInstance : allInstances;
    }
}
