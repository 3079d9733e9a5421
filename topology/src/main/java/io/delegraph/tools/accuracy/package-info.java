/** How right the rules are: what Delegraph says of sessions whose truth is known, as confusion matrices. */
package io.delegraph.tools.accuracy;
