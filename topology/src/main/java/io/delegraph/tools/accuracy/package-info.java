/** How right the rules are: what Delegraph says of sessions whose truth is known, as confusion matrices. */
@NullMarked
package io.delegraph.tools.accuracy;

import org.jspecify.annotations.NullMarked;
