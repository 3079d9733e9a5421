/** What simulated sessions are about: a small language of steps, and the catalogue of scenarios that is written in it. */
@NullMarked
package io.delegraph.tools.demo.plan;

import org.jspecify.annotations.NullMarked;
