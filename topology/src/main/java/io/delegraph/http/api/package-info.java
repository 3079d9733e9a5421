/** The routes under {@code /api/v1}, health, metrics, and the documents that describe them. */
@NullMarked
package io.delegraph.http.api;

import org.jspecify.annotations.NullMarked;
