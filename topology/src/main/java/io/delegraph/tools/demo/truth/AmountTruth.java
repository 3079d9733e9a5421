package io.delegraph.tools.demo.truth;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The true amounts of an agent's context at the end of its latest run, by their definitions:
 *
 * <ul>
 *   <li>efficiency: the share of its runs in which it waited neither for its own agents nor for a person's permission;
 *   <li>resource usage: tokens of all its model requests;
 *   <li>completion time: from its parent's request;
 *   <li>messages: its prompt, each later message to it, and its latest result, if any;
 *   <li>data transfer: characters of these messages;
 *   <li>sync points: how often it waited for its own agents, once per message, and one more when its parent waited for it.
 * </ul>
 */
final class AmountTruth {
    private final SessionTruth session;
    private final AgentTruth agent;
    private final long cut;
    private final List<RunTruth> runs;
    private final RunTruth last;

    /** The amounts of an agent that has started by {@code cut}, epoch ms. */
    AmountTruth(SessionTruth session, AgentTruth agent, long cut) {
        this.session = session;
        this.agent = agent;
        this.cut = cut;
        this.runs = agent.runsBy(cut);
        this.last = runs.getLast();
    }

    /** {@code children} are the agent's own. */
    List<Label> labels(List<AgentTruth> children) {
        Long placed = DelegationTruth.latest(Stream.of(agent.levelAt(), last.knownAt()));
        Long all = DelegationTruth.latest(
                Stream.concat(Stream.of(placed), children.stream().map(AgentTruth::edgeAt)));
        List<Label> labels = new ArrayList<>();
        labels.add(known(FactNames.EFFICIENCY, String.format(Locale.ROOT, "%.4f", efficiency()), all));
        labels.add(known(
                FactNames.USAGE,
                Long.toString(agent.tokens()),
                DelegationTruth.latest(Stream.of(last.knownAt(), agent.tokensKnownAt()))));
        labels.add(known(FactNames.COMPLETION_TIME, Long.toString(last.endedAt() - agent.requestedAt()), placed));
        labels.add(known(FactNames.MESSAGES, Integer.toString(agent.messages().count(last.endedAt())), placed));
        labels.add(known(FactNames.TRANSFER, Long.toString(agent.messages().chars(last.endedAt())), placed));
        labels.add(known(FactNames.SYNC_POINTS, Long.toString(syncPoints()), all));
        return labels;
    }

    private double efficiency() {
        long on =
                runs.stream().mapToLong(run -> run.endedAt() - run.startedAt()).sum();
        long still = pauses().mapToLong(pause -> pause.to() - pause.from()).sum();
        return (double) (on - still) / on;
    }

    private long syncPoints() {
        long own = pauses().filter(pause -> pause.waitedFor() == Pause.WaitedFor.CHILDREN)
                .count();
        return own + (agent.background() ? 0 : 1);
    }

    private Stream<Pause> pauses() {
        return session.pauses(agent.id()).stream().filter(pause -> pause.from() <= last.endedAt());
    }

    private Label known(String fact, String value, @Nullable Long at) {
        return Label.known(session.id(), agent.id(), fact, value, at, cut);
    }
}
