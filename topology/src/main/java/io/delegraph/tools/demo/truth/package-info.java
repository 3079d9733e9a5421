/** What is true of the demo's sessions, what of it can be known from the events that are sent, and how what Delegraph says compares. */
@NullMarked
package io.delegraph.tools.demo.truth;

import org.jspecify.annotations.NullMarked;
