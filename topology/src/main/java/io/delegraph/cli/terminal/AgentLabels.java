package io.delegraph.cli.terminal;

import io.delegraph.cli.terminal.StyledLine.Style;
import io.delegraph.schemas.AgentId;
import io.delegraph.schemas.event.ToolOutcome;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.lifecycle.EdgeEvidence;
import io.delegraph.schemas.lifecycle.TokensSource;
import io.delegraph.schemas.lifecycle.WaitKind;
import java.util.ArrayList;
import java.util.List;
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

    /**
     * Something that is known of an agent.
     *
     * @param rank where there is no room for all, those of the highest rank are left out first
     */
    record Detail(int rank, String text) {}

    /**
     * In the order in which they are read.
     *
     * @param prompt what it works for; null when that needs no word
     */
    static List<Detail> details(AgentLifecycle agent, Moments moments, @Nullable String prompt) {
        List<Detail> details = new ArrayList<>();
        add(details, 0, time(agent, moments));
        add(details, 1, agent.costUsd() == null ? null : Quantities.dollars(agent.costUsd()));
        add(details, 4, agent.runs() > 1 ? agent.runs() + " runs" : null);
        add(details, 5, Boolean.TRUE.equals(agent.background()) ? "in background" : null);
        add(details, 3, tools(agent));
        add(details, 6, tokens(agent));
        add(details, 2, agent.edgeEvidence() == EdgeEvidence.INFERRED ? Terms.of(EdgeEvidence.INFERRED) : null);
        add(details, 7, prompt);
        return details;
    }

    private static void add(List<Detail> details, int rank, @Nullable String text) {
        if (text != null) {
            details.add(new Detail(rank, text));
        }
    }

    private static @Nullable String time(AgentLifecycle agent, Moments moments) {
        if (agent.durationMs() != null) {
            return Quantities.duration(agent.durationMs());
        }
        return agent.startedAt() != null && !agent.state().terminal()
                ? Quantities.duration(moments.countedUntil(agent.lastSeenAt()) - agent.startedAt())
                : null;
    }

    private static @Nullable String tools(AgentLifecycle agent) {
        if (agent.toolCalls() == 0) {
            return null;
        }
        String failed =
                agent.toolFailures() == 0 ? "" : ", " + agent.toolFailures() + " " + Terms.of(ToolOutcome.FAILED);
        return Quantities.counted(agent.toolCalls(), "tool", "tools") + failed;
    }

    private static @Nullable String tokens(AgentLifecycle agent) {
        if (agent.totalTokens() == null) {
            return null;
        }
        String partly = agent.tokensSource() == TokensSource.TRANSCRIPT ? "" : " (last request)";
        return Quantities.tokens(agent.totalTokens()) + " tokens" + partly;
    }

    /** Whether it only waits for the next prompt, which holds nothing up. */
    static boolean isIdle(AgentLifecycle agent) {
        return agent.state() == AgentState.WAITING && agent.waitingKind() == WaitKind.PROMPT;
    }

    static Style style(AgentLifecycle agent) {
        return isIdle(agent) ? Style.FAINT : style(agent.state());
    }

    private static Style style(AgentState state) {
        return switch (state) {
            case REQUESTED -> Style.FAINT;
            case ACTIVE -> Style.CYAN;
            case WAITING, LOST -> Style.YELLOW;
            case COMPLETED -> Style.GREEN;
            case FAILED, REFUSED, KILLED -> Style.RED;
        };
    }
}
