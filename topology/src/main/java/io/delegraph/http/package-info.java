/** The HTTP server: requests, responses, routing, limits and problem documents (RFC 9457). It knows no route. */
package io.delegraph.http;
