package io.delegraph.security.rule;

import io.delegraph.schemas.security.SecurityFinding;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Findings that the user has decided to accept. They are kept as suppressed, with the id of the exception.
 *
 * @param rule the rule whose findings it covers
 * @param sessionId only those of this session; null for any
 * @param agentId only those of this agent; null for any
 * @param agentType only those of this agent type; null for any
 * @param project only those of this project; null for any
 * @param user only those of this user; null for any
 * @param host only those of this host; null for any
 * @param until it covers what happened before this time only, epoch ms
 * @param why the reason, for whoever reads it later
 */
@RecordBuilder
public record PolicyException(
        String id,
        String rule,
        @Nullable String sessionId,
        @Nullable String agentId,
        @Nullable String agentType,
        @Nullable String project,
        @Nullable String user,
        @Nullable String host,
        long until,
        String why) {
    public static PolicyExceptionBuilder builder() {
        return PolicyExceptionBuilder.builder();
    }

    /** Whether it covers a finding. */
    public boolean covers(SecurityFinding finding) {
        return finding.rule().equals(rule)
                && finding.at() < until
                && matches(sessionId, finding.sessionId())
                && matches(agentId, finding.agentId())
                && matches(agentType, finding.agentType())
                && matches(project, finding.project())
                && matches(user, finding.user())
                && matches(host, finding.host());
    }

    private static boolean matches(@Nullable String wanted, @Nullable String actual) {
        return wanted == null || Objects.equals(wanted, actual);
    }
}
