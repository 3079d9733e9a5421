package io.delegraph.http;

/** Decides who may use which route. */
public interface AccessControl {
    /** Throws a problem for a request to a foreign host or from another site's page. */
    void checkOrigin(Caller caller);

    /** Throws a problem for a request without the token that its route requires. */
    void checkAccess(Caller caller, Route.Access access);
}
