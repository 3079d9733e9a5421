/** Measures Delegraph on the machine that it runs on, against its budgets. */
package io.delegraph.tools.bench;
