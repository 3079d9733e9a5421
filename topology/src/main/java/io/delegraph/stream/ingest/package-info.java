/** The sub-topology INGEST: raw hooks become events and watermarks. */
@NullMarked
package io.delegraph.stream.ingest;

import org.jspecify.annotations.NullMarked;
