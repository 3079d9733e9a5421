package io.delegraph.schemas.security;

/** How much a finding matters, the least first. */
public enum Severity {
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL
}
