/** Simulated sessions in the form of the real client's; the same seed gives the same sessions. */
@NullMarked
package io.delegraph.tools.simulation;

import org.jspecify.annotations.NullMarked;
