package io.delegraph.cli;

import io.delegraph.schemas.AgentId;
import io.delegraph.schemas.security.Severity;
import java.util.List;
import java.util.Locale;

/** A security finding as a line of text. */
final class FindingLine {
    private FindingLine() {}

    static String of(
            Severity severity, String rule, String sessionId, String agentId, String reason, List<String> toolUseIds) {
        return String.format(
                Locale.ROOT,
                "%-8s  %-2s  session %s, %s: %s%s",
                word(severity),
                rule,
                sessionId,
                agentId.equals(AgentId.ROOT) ? "main agent" : "agent " + agentId,
                reason,
                toolUseIds.isEmpty() ? "" : " (" + String.join(", ", toolUseIds) + ")");
    }

    /** A constant as people write it. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
