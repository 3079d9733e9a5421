package io.delegraph.cli.terminal;

import io.delegraph.cli.terminal.StyledLine.Style;
import io.delegraph.schemas.AgentId;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.lifecycle.EdgeEvidence;
import io.delegraph.schemas.lifecycle.TokensSource;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The texts of one agent in a tree. */
final class AgentLabels {
    private AgentLabels() {}

    static String type(AgentLifecycle agent) {
        if (agent.agentType() != null) {
            return agent.agentType();
        }
        return agent.agentId().equals(AgentId.ROOT) ? "main" : "(type unknown)";
    }

    static Stream<String> details(AgentLifecycle agent) {
        return Stream.of(
                        time(agent),
                        agent.runs() > 1 ? agent.runs() + " runs" : null,
                        Boolean.TRUE.equals(agent.background()) ? "in background" : null,
                        tools(agent),
                        tokens(agent),
                        agent.edgeEvidence() == EdgeEvidence.INFERRED ? "parent guessed" : null)
                .filter(Objects::nonNull);
    }

    private static @Nullable String time(AgentLifecycle agent) {
        if (agent.durationMs() != null) {
            return Quantities.duration(agent.durationMs());
        }
        return agent.startedAt() != null && !agent.state().terminal()
                ? Quantities.duration(agent.asOf() - agent.startedAt())
                : null;
    }

    private static @Nullable String tools(AgentLifecycle agent) {
        if (agent.toolCalls() == 0) {
            return null;
        }
        String failed = agent.toolFailures() == 0 ? "" : ", " + agent.toolFailures() + " failed";
        return Quantities.counted(agent.toolCalls(), "tool", "tools") + failed;
    }

    private static @Nullable String tokens(AgentLifecycle agent) {
        if (agent.totalTokens() == null) {
            return null;
        }
        String partly = agent.tokensSource() == TokensSource.TRANSCRIPT ? "" : " (last request)";
        return Quantities.tokens(agent.totalTokens()) + " tokens" + partly;
    }

    static Style style(AgentState state) {
        return switch (state) {
            case REQUESTED -> Style.FAINT;
            case ACTIVE -> Style.CYAN;
            case WAITING, LOST -> Style.YELLOW;
            case COMPLETED -> Style.GREEN;
            case FAILED, REFUSED, KILLED -> Style.RED;
        };
    }
}
