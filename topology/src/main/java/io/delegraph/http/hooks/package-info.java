/** The write path: {@code POST /hooks} checks, masks and writes hooks to the raw topic. */
package io.delegraph.http.hooks;
