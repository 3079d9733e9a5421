/** What is true of the demo's sessions, what of it can be known from the events that are sent, and how what Delegraph says compares. */
package io.delegraph.tools.demo.truth;
