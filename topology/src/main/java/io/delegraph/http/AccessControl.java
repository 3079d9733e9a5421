package io.delegraph.http;

/** Decides who may use which route. */
public interface AccessControl {
    /** Throws the problem of a request for another host or from another site's page. */
    void checkOrigin(Caller caller);

    /** Throws the problem of a request without the token that its route asks for. */
    void checkAccess(Caller caller, Route.Access access);
}
