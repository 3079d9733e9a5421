/**
 * The rows that a session is made of. Every row merges with any other row of its key, in any order and any number of times, to the
 * same result: a join-semilattice. An event becomes row fragments; the rows are the join of all fragments; everything else is derived.
 */
@NullMarked
package io.delegraph.lifecycle.row;

import org.jspecify.annotations.NullMarked;
