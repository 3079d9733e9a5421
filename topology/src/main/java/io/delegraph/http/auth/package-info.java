/** Access control of the endpoint: hosts, origins, tokens, and the cookie of a browser that logged in. */
@NullMarked
package io.delegraph.http.auth;

import org.jspecify.annotations.NullMarked;
