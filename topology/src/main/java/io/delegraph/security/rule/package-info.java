/**
 * Rules that judge the calls of a session's agents. Pure: the same findings whatever the order in which the calls became known.
 *
 * <pre>
 * {@link io.delegraph.security.rule.ObservedSession} ─► {@link io.delegraph.security.rule.SecurityRules}, one {@link io.delegraph.security.rule.SecurityRule} a kind ─► {@link io.delegraph.security.rule.Finding}
 * </pre>
 */
@NullMarked
package io.delegraph.security.rule;

import org.jspecify.annotations.NullMarked;
