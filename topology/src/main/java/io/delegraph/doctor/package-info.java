/** Looks at everything between a hook and its answer over HTTP, and says what to do. */
package io.delegraph.doctor;
