package io.delegraph.tools.demo.truth;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The amounts of an agent's context as they truly were at the end of its latest run, by what the words mean:
 *
 * <ul>
 *   <li>efficiency: of the time from each of its starts to the end of that run, the share in which it stood still neither for agents that
 *       it had asked for nor for a person who was to allow something;
 *   <li>resource usage: tokens of all model requests that it made;
 *   <li>completion time: from the moment its parent asked for it;
 *   <li>messages: its prompt, each message that it got afterwards, and its latest result, if it gave one;
 *   <li>data transfer: characters of these;
 *   <li>sync points: times that it stood still for agents of its own, those of one message being one time, and one more when its parent
 *       stood still for it.
 * </ul>
 */
final class AmountTruth {
    private final SessionTruth session;
    private final AgentTruth agent;
    private final long cut;
    private final List<RunTruth> runs;
    private final RunTruth last;

    /** Of an agent that has started by {@code cut}, epoch ms. */
    AmountTruth(SessionTruth session, AgentTruth agent, long cut) {
        this.session = session;
        this.agent = agent;
        this.cut = cut;
        this.runs = agent.runsBy(cut);
        this.last = runs.getLast();
    }

    /** {@code children} are its own. */
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
