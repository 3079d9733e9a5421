/** The routes under {@code /api/v1}, health, metrics and the documents that describe them. */
package io.delegraph.http.api;
