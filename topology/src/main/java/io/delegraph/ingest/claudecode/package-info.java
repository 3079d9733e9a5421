/** Reads the hooks of Claude Code: the only place that knows its payloads, the names of its tools, its wording and its paths. */
@NullMarked
package io.delegraph.ingest.claudecode;

import org.jspecify.annotations.NullMarked;
