package io.delegraph.http.api;

import io.delegraph.http.Request;
import io.delegraph.query.Queries;

/**
 * The partitions from which a request is answered.
 *
 * @param allInstances queries over the whole application
 * @param thisInstance queries over this instance's partitions, for requests of other instances
 */
public record QueryScopes(Queries allInstances, Queries thisInstance) {
    Queries of(Request request) {
        return request.localOnly() ? thisInstance : allInstances;
    }
}
