/** The write path: {@code POST /hooks} checks, masks and writes hooks to the raw topic. */
@NullMarked
package io.delegraph.http.hooks;

import org.jspecify.annotations.NullMarked;
