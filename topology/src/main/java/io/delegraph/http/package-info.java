/** The HTTP server: requests, responses, routing, limits and problem documents (RFC 9457). It knows no route. */
@NullMarked
package io.delegraph.http;

import org.jspecify.annotations.NullMarked;
