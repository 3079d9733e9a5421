/** Who may use the endpoint: hosts, origins, tokens, and the cookie of a browser that logged in. */
package io.delegraph.http.auth;
