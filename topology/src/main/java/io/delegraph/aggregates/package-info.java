/** Windowed metrics as pure arithmetic: what an agent or a workflow contributes, sums that can be taken back exactly, figures made of them. */
package io.delegraph.aggregates;
