package io.delegraph.http.transcripts;

import java.nio.file.Path;

/**
 * Where transcripts are and whether they may be shown.
 *
 * @param projects the client's directory with a folder for each project; need not exist
 * @param allowed false where those who reach the server should not read them
 */
public record Transcripts(Path projects, boolean allowed) {}
