package io.delegraph.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.event.AgentStopped;
import io.delegraph.schemas.event.SessionEnded;
import io.delegraph.schemas.event.TurnStopped;
import io.delegraph.schemas.lifecycle.OrphanedResource;
import io.delegraph.schemas.lifecycle.OrphanedResource.Evidence;
import io.delegraph.schemas.lifecycle.OrphanedResource.Kind;
import io.delegraph.schemas.lifecycle.OrphanedResource.State;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The resources that the real client left behind, compared with the process table and the disk. */
class OrphanedResourcesTest {
    private static final Recording RECORDING = Recording.named("leftovers");

    // named after their tasks: try the server, watch the log, serve on, try one way, another way, a risky way
    private static final String TRIES = "ae2e0c49291df0aa3";

    private static final String WATCHES = "aa478e584513eb195";
    private static final String SERVES_ON = "ae3c561d7d8ec87d3";
    private static final String KEPT = "af2452ce7ee090684";
    private static final String KEPT_IN_BACKGROUND = "a50bc9ea67d3ae4ed";
    private static final String DIED = "af2d2d1ef59ccd902";

    private static SessionView view(Collection<AgentEvent.InSession> events) {
        Session session = new Session(
                new SessionRows(RECORDING.expected().get("session_id").asText(), new InMemoryRowStore()),
                TestPolicies.DEFAULT);
        events.forEach(event -> session.on(event, 0));
        return session.view(0);
    }

    private static Map<String, OrphanedResource> orphaned(Predicate<AgentEvent.InSession> included) {
        List<AgentEvent.InSession> events =
                RECORDING.events(true).stream().filter(included).toList();
        return view(events).orphanedResources().stream()
                .collect(Collectors.toMap(OrphanedResource::agentId, Function.identity()));
    }

    @Test
    void shouldNameExactlyWhatOutlivedItsAgent() {
        assertThat(view(RECORDING.events(true)).orphanedResources())
                .extracting(
                        OrphanedResource::agentId,
                        OrphanedResource::kind,
                        OrphanedResource::what,
                        OrphanedResource::state,
                        OrphanedResource::evidence)
                .containsExactly(
                        tuple(TRIES, Kind.BACKGROUND_SHELL, "sleep", State.ENDED, Evidence.UNLISTED),
                        tuple(WATCHES, Kind.BACKGROUND_SHELL, "tail", State.ENDED, Evidence.TASK_STOP),
                        tuple(KEPT, Kind.WORKTREE, "agent-" + KEPT, State.KEPT, Evidence.RESULT),
                        tuple(DIED, Kind.WORKTREE, null, State.UNKNOWN, Evidence.NONE),
                        tuple(
                                KEPT_IN_BACKGROUND,
                                Kind.WORKTREE,
                                "agent-" + KEPT_IN_BACKGROUND,
                                State.KEPT,
                                Evidence.NOTIFICATION),
                        tuple(SERVES_ON, Kind.BACKGROUND_SHELL, "sleep", State.ENDED, Evidence.SESSION_END));
    }

    /** The recorder checked every 50 ms which of the shells' processes were running. */
    @Test
    void shouldBoundTheTrueEndOfEveryShell() {
        Map<String, OrphanedResource> resources = orphaned(event -> true);
        int outlived = 0;
        for (JsonNode shell : RECORDING.expected().get("shells")) {
            OrphanedResource resource = resources.get(shell.get("agent_id").asText());
            if (resource == null) {
                // ended by the client together with its agent, as announced at its start
                assertThat(shell.get("agent_id").asText()).isEqualTo("a32377d8e9b418c1d");
                continue;
            }
            outlived++;
            long end = shell.get("seen_until").longValue();
            assertThat(resource.id()).isEqualTo(shell.get("id").asText());
            assertThat(shell.get("command").asText()).startsWith(resource.what());
            assertThat(end).isGreaterThan(resource.agentEndedAt()).isLessThanOrEqualTo(resource.endedAt());
            if (resource.evidence() != Evidence.TASK_STOP) {
                assertThat(resource.seenAt()).isLessThanOrEqualTo(end);
            }
            assertThat(resource.outlivedMs()).isEqualTo(resource.endedAt() - resource.agentEndedAt());
        }
        assertThat(outlived).isEqualTo(3);
    }

    @Test
    void shouldReportExactlyTheWorktreesOnDiskAsKept() {
        Map<String, OrphanedResource> resources = orphaned(event -> true);

        for (JsonNode worktree : RECORDING.expected().get("worktrees")) {
            OrphanedResource resource = resources.get(worktree.get("agent_id").asText());
            if (worktree.get("on_disk").booleanValue()) {
                assertThat(resource.kind()).isEqualTo(Kind.WORKTREE);
                assertThat(resource.state()).isIn(State.KEPT, State.UNKNOWN);
                assertThat(resource.what()).isIn(worktree.get("name").asText(), null);
            } else {
                assertThat(resource).isNull();
            }
        }
    }

    @Test
    void shouldReportAShellAsRunningWhileTheLatestListHasIt() {
        OrphanedResource serves =
                orphaned(event -> !(event instanceof SessionEnded)).get(SERVES_ON);
        long asOf = RECORDING.events(true).stream()
                .filter(event -> !(event instanceof SessionEnded))
                .mapToLong(event -> event.origin().arrivedAt())
                .max()
                .orElseThrow();

        assertThat(serves.state()).isEqualTo(State.RUNNING);
        assertThat(serves.evidence()).isEqualTo(Evidence.LISTED);
        assertThat(serves.endedAt()).isNull();
        assertThat(serves.outlivedMs()).isEqualTo(asOf - serves.agentEndedAt());
    }

    @Test
    void shouldReportUnknownWhenTheClientIsInactiveForTooLong() {
        List<AgentEvent.InSession> events = RECORDING.events(true).stream()
                .filter(event -> !(event instanceof SessionEnded))
                .toList();
        long silent = events.getLast().origin().arrivedAt()
                + LifecycleTimeouts.DEFAULT.lostCap().toMillis();
        Session session = new Session(
                new SessionRows(RECORDING.expected().get("session_id").asText(), new InMemoryRowStore()),
                TestPolicies.DEFAULT);
        events.forEach(event -> session.on(event, 0));

        assertThat(session.view(silent).orphanedResources())
                .filteredOn(resource -> resource.agentId().equals(SERVES_ON))
                .singleElement()
                .satisfies(resource -> {
                    assertThat(resource.state()).isEqualTo(State.UNKNOWN);
                    assertThat(resource.outlivedMs()).isNull();
                });
    }

    @Test
    void shouldReportUnknownWhenTheClientHasNoLists() {
        Map<String, OrphanedResource> resources = orphaned(event -> !(event instanceof TurnStopped)
                && !(event instanceof SessionEnded)
                && !(event instanceof AgentStopped));

        assertThat(resources.get(SERVES_ON).state()).isEqualTo(State.UNKNOWN);
        assertThat(resources.get(SERVES_ON).reason()).isEqualTo("unknown whether it still runs");
    }
}
