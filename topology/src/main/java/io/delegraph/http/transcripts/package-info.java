/** Transcripts of this machine, read when somebody asks for one, with secrets masked; nothing of them is stored. */
@NullMarked
package io.delegraph.http.transcripts;

import org.jspecify.annotations.NullMarked;
