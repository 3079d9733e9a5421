/**
 * The truth about the demo's sessions, which parts of it can be known from the sent events, and the comparison with an instance's answers.
 */
@NullMarked
package io.delegraph.tools.demo.truth;

import org.jspecify.annotations.NullMarked;
