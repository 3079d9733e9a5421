/** Measures the accuracy of the rules: confusion matrices of the results for sessions with a known truth. */
@NullMarked
package io.delegraph.tools.accuracy;

import org.jspecify.annotations.NullMarked;
