/** Reads the hooks of Claude Code: the only place that knows its payloads, tool names, wording and paths. */
@NullMarked
package io.delegraph.ingest.claudecode;

import org.jspecify.annotations.NullMarked;
