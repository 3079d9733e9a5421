package io.delegraph.analysis.graph;

import io.delegraph.analysis.graph.HandOffDetector.HandOffPair;
import io.delegraph.schemas.graph.Relation;
import io.delegraph.schemas.graph.Relation.Evidence;
import io.delegraph.schemas.graph.Relation.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Hand-offs and peers of a workflow by their evidence; callers that evaluate texts can add more. */
public final class Relations {
    private static final Comparator<Relation> ORDER =
            Comparator.comparing(Relation::kind).thenComparing(Relation::from).thenComparing(Relation::to);

    private final Map<HandOffPair, Set<Evidence>> handOffs;
    private final Map<HandOffPair, Set<Evidence>> peers;
    private final List<Relation> others = new ArrayList<>();
    private final Set<String> collaborators = new HashSet<>();
    private final StageGrouping.Overlap overlap;

    private Relations(
            Map<HandOffPair, Set<Evidence>> handOffs,
            Map<HandOffPair, Set<Evidence>> peers,
            StageGrouping.Overlap together) {
        this.handOffs = handOffs;
        this.peers = peers;
        this.overlap = together;
        handOffs.keySet().forEach(this::addCollaborators);
        peers.keySet().forEach(this::addCollaborators);
    }

    public static Relations of(WorkflowExecution execution, StageGrouping.Overlap together) {
        return new Relations(HandOffDetector.of(execution), PeerDetector.of(execution, together), together);
    }

    /** Adds a hand-off, or evidence to an existing one; ignored when {@code from} had not ended before {@code to} was requested. */
    public void addHandOff(AgentExecution from, AgentExecution to, Evidence evidence) {
        if (HandOffDetector.completedBefore(from, to)) {
            HandOffPair pair = new HandOffPair(from.agentId(), to.agentId());
            handOffs.computeIfAbsent(pair, key -> EnumSet.noneOf(Evidence.class))
                    .add(evidence);
            addCollaborators(pair);
        }
    }

    /** Adds an agent that another one orchestrates. */
    public void addOrchestration(String from, String to) {
        others.add(new Relation(Kind.ORCHESTRATION, from, to, List.of(Evidence.STRUCTURE)));
    }

    /** Whether an agent has a hand-off or a peer. */
    public boolean collaborates(String agentId) {
        return collaborators.contains(agentId);
    }

    private void addCollaborators(HandOffPair pair) {
        collaborators.add(pair.from());
        collaborators.add(pair.to());
    }

    /** Number of files that two of these agents wrote while both were at work. */
    public int conflicts(Collection<AgentExecution> works) {
        return PeerDetector.conflicts(works, overlap);
    }

    /** Hand-offs first, then peers, then orchestrated agents. */
    public List<Relation> all() {
        List<Relation> all = new ArrayList<>(others);
        handOffs.forEach((pair, evidence) ->
                all.add(new Relation(Kind.HAND_OFF, pair.from(), pair.to(), List.copyOf(evidence))));
        peers.forEach(
                (pair, evidence) -> all.add(new Relation(Kind.PEER, pair.from(), pair.to(), List.copyOf(evidence))));
        all.sort(ORDER);
        return all;
    }
}
