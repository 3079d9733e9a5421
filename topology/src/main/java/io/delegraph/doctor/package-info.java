/** Looks at everything between a hook and its answer over HTTP, and says what to do. */
@NullMarked
package io.delegraph.doctor;

import org.jspecify.annotations.NullMarked;
