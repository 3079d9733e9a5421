/** Measures Delegraph on the machine that it runs on, against its budgets. */
@NullMarked
package io.delegraph.tools.bench;

import org.jspecify.annotations.NullMarked;
