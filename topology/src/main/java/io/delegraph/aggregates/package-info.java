/** Windowed metrics as pure arithmetic: what an agent or a workflow contributes, sums that can be taken back exactly, figures made of them. */
@NullMarked
package io.delegraph.aggregates;

import org.jspecify.annotations.NullMarked;
