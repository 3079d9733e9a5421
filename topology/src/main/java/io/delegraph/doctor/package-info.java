/** Checks every station between a hook and the HTTP endpoint, and says what to do. */
@NullMarked
package io.delegraph.doctor;

import org.jspecify.annotations.NullMarked;
