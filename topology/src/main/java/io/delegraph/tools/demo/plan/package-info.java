/** The contents of simulated sessions: a small language of steps, and the catalogue of scenarios written in it. */
@NullMarked
package io.delegraph.tools.demo.plan;

import org.jspecify.annotations.NullMarked;
