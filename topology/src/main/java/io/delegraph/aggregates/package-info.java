/** The arithmetic of windowed metrics: contributions of agents and workflows, reversible sums, and figures made from them. Pure. */
@NullMarked
package io.delegraph.aggregates;

import org.jspecify.annotations.NullMarked;
