/** The list of supported clients. It is separate from {@code ingest}, so that no package depends on itself by way of an adapter. */
@NullMarked
package io.delegraph.ingest.adapters;

import org.jspecify.annotations.NullMarked;
