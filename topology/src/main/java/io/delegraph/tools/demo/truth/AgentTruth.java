package io.delegraph.tools.demo.truth;

import io.delegraph.schemas.AgentId;
import io.delegraph.schemas.graph.ExpectedOutcome;
import io.delegraph.schemas.lifecycle.AgentState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The truth about one agent, with the times from which it can be known. */
public final class AgentTruth {
    private static final List<String> AT_WORK = List.of(AgentState.ACTIVE.name(), AgentState.WAITING.name());
    private static final List<String> SILENT =
            List.of(AgentState.ACTIVE.name(), AgentState.WAITING.name(), AgentState.LOST.name());

    private final SessionTruth session;
    private final String id;
    private final String type;
    private final @Nullable AgentTruth parent;
    private final boolean background;
    private final long startedAt;
    private final long requestedAt;
    private final ExpectedOutcome outcome;
    private final @Nullable String turn;
    private final MessageTruth messages = new MessageTruth();
    private final List<RunTruth> runs = new ArrayList<>();
    private long tokens;
    private @Nullable Long tokensReportedAt;
    private final List<AgentTruth> handOffs = new ArrayList<>();
    private final List<AgentTruth> handedOnTo = new ArrayList<>();
    private final List<AgentTruth> peers = new ArrayList<>();
    private long runStartedAt;
    private @Nullable Long edgeAt;

    /** An agent that starts now; {@code parent} is null for a child of the root. */
    AgentTruth(
            SessionTruth session,
            String id,
            String type,
            @Nullable AgentTruth parent,
            boolean background,
            long requestedAt,
            long startedAt,
            ExpectedOutcome outcome) {
        this.session = session;
        this.id = id;
        this.type = type;
        this.parent = parent;
        this.background = background;
        this.startedAt = startedAt;
        this.runStartedAt = startedAt;
        this.requestedAt = requestedAt;
        this.outcome = outcome;
        this.turn = session.turn();
        this.edgeAt = session.script() ? (Long) startedAt : null;
    }

    public String id() {
        return id;
    }

    /** The call's answer names the agent: an exact edge, also without the script. */
    public void setEdgeKnown(long at) {
        long knownAt = Math.max(at, startedAt);
        edgeAt = edgeAt == null ? knownAt : Math.min(edgeAt, knownAt);
    }

    /** Its run ended; {@code reportedAt} is null when no event reports the outcome. */
    public void ended(AgentState outcome, long at, @Nullable Long reportedAt) {
        runs.add(new RunTruth(runStartedAt, outcome, at, reportedAt));
    }

    /** Tokens of all its model requests by the end of its latest run; {@code reportedAt} is null when no event reports them. */
    public void setTokens(long all, @Nullable Long reportedAt) {
        tokens = all;
        tokensReportedAt = reportedAt;
    }

    /** Whether one of its runs that have ended was under way. */
    boolean atWork(long moment) {
        return runs.stream().anyMatch(run -> run.startedAt() <= moment && run.endedAt() > moment);
    }

    public MessageTruth messages() {
        return messages;
    }

    public void resumed(long at) {
        runStartedAt = at;
        session.recordResume(turn, at);
    }

    public void addHandOffFrom(AgentTruth other) {
        handOffs.add(other);
        other.handedOnTo.add(this);
    }

    public void addPeer(AgentTruth other) {
        peers.add(other);
        other.peers.add(this);
    }

    /** When its chain of parents up to the root becomes known, epoch ms; null for never. */
    @Nullable
    Long levelAt() {
        Long above = parent == null ? (Long) startedAt : parent.levelAt();
        return above == null || edgeAt == null ? null : (Long) Math.max(above, edgeAt);
    }

    int level() {
        return parent == null ? 1 : parent.level() + 1;
    }

    String type() {
        return type;
    }

    boolean background() {
        return background;
    }

    @Nullable
    AgentTruth parent() {
        return parent;
    }

    ExpectedOutcome outcome() {
        return outcome;
    }

    /** The prompt in whose turn it was started. */
    @Nullable
    String turn() {
        return turn;
    }

    /** When its edge becomes known, epoch ms; null for never. */
    @Nullable
    Long edgeAt() {
        return edgeAt;
    }

    long tokens() {
        return tokens;
    }

    /** When its tokens become known, epoch ms; null for never. */
    @Nullable
    Long tokensKnownAt() {
        return session.script() ? tokensReportedAt : null;
    }

    long requestedAt() {
        return requestedAt;
    }

    List<AgentTruth> handOffs() {
        return List.copyOf(handOffs);
    }

    List<AgentTruth> handedOnTo() {
        return List.copyOf(handedOnTo);
    }

    List<AgentTruth> peers() {
        return List.copyOf(peers);
    }

    /** The runs that had begun by then. */
    List<RunTruth> runsBy(long moment) {
        return runs.stream().filter(run -> run.startedAt() <= moment).toList();
    }

    long startedAt() {
        return startedAt;
    }

    /** All labels when nothing later than {@code cut} is sent; empty when the agent has not started by then. */
    List<Label> labels(long cut) {
        if (startedAt > cut) {
            return List.of();
        }
        List<Label> labels = new ArrayList<>();
        labels.add(known(FactNames.PARENT, parent == null ? AgentId.ROOT : parent.id, edgeAt, cut));
        labels.add(known(FactNames.LEVEL, Integer.toString(level()), levelAt(), cut));
        labels.add(known(FactNames.TYPE, type, startedAt, cut));
        labels.add(known(FactNames.BACKGROUND, Boolean.toString(background), edgeAt, cut));
        List<RunTruth> begun =
                runs.stream().filter(run -> run.startedAt() <= cut).toList();
        RunTruth last = begun.getLast();
        labels.add(known(FactNames.RUNS, Integer.toString(begun.size()), last.startedAt(), cut));
        labels.add(outcome(last, cut));
        return labels;
    }

    private Label outcome(RunTruth run, long cut) {
        if (run.endedAt() > cut) {
            return session.killed() ? unknowable(AgentState.KILLED, SILENT) : unknowable(run.outcome(), AT_WORK);
        }
        if (run.knownAt() != null) {
            return run.knownAt() <= cut
                    ? known(FactNames.OUTCOME, run.outcome().name(), run.knownAt(), cut)
                    : unknowable(run.outcome(), session.killed() ? SILENT : AT_WORK);
        }
        // its end is lost: once the client no longer lists it, or has ended itself, it becomes LOST
        boolean missed = session.laterStopSentBy(run.endedAt(), cut);
        return unknowable(run.outcome(), missed && session.script() ? List.of(AgentState.LOST.name()) : SILENT);
    }

    private Label known(String fact, String value, @Nullable Long at, long cut) {
        return Label.known(session.id(), id, fact, value, at, cut);
    }

    private Label unknowable(AgentState truth, List<String> maySay) {
        return Label.unknowable(session.id(), id, FactNames.OUTCOME, truth.name(), maySay);
    }
}
