package io.delegraph.tools.demo.plan;

import io.delegraph.schemas.security.Severity;

/**
 * A finding that is due.
 *
 * @param agent name of an agent of the incident, or {@code root}
 * @param rule id of the security rule
 */
public record ExpectedFinding(String agent, String rule, Severity severity) {}
