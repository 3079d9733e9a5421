/** Judges sessions from their hooks without a broker. */
@NullMarked
package io.delegraph.tools.security;

import org.jspecify.annotations.NullMarked;
