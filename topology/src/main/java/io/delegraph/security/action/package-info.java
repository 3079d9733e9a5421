/**
 * What a tool call does, extracted from its input before that is masked or dropped.
 *
 * <pre>
 * command line ─► {@link io.delegraph.security.shell} ─► program calls ─► one {@link io.delegraph.security.action.CommandRule} a kind of program ─► evidence
 * path, address ─────────────────────────────────────────────────────────────────────────────────────────────────► evidence
 * </pre>
 */
@NullMarked
package io.delegraph.security.action;

import org.jspecify.annotations.NullMarked;
