package io.delegraph.security.rule;

/** How much a finding matters, the least first. */
public enum Severity {
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL
}
