package io.delegraph.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.lifecycle.SimulatedOrphanedResources.Shell;
import io.delegraph.lifecycle.SimulatedOrphanedResources.Worktree;
import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.lifecycle.OrphanedResource;
import io.delegraph.schemas.lifecycle.OrphanedResource.Evidence;
import io.delegraph.schemas.lifecycle.OrphanedResource.Kind;
import io.delegraph.schemas.lifecycle.OrphanedResource.State;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class OrphanedResourcesPropertyTest {
    @Property(tries = 200)
    void shouldFindTheSameInAnyOrder(@ForAll long seed, @ForAll long order, @ForAll boolean meta) {
        List<AgentEvent.InSession> events = RandomSession.of(seed, meta).events();

        assertThat(orphaned(DisorderedEvents.of(events, order))).isEqualTo(orphaned(events));
    }

    @Property(tries = 300)
    void shouldClaimNothingFalseAboutAShell(@ForAll long seed, @ForAll long order) {
        RandomSession session = RandomSession.of(seed, true);
        SimulatedOrphanedResources left = session.left();
        long lastList = left.lists().stream().mapToLong(Long::longValue).max().orElseThrow();

        for (OrphanedResource resource :
                of(Kind.BACKGROUND_SHELL, orphaned(DisorderedEvents.of(session.events(), order)))) {
            Shell shell = left.shells().get(resource.id());
            assertThat(resource.agentId()).isEqualTo(shell.agentId);
            assertThat(resource.since()).isEqualTo(shell.startedAt);
            assertThat(resource.what()).isEqualTo("make");
            assertThat(resource.seenAt()).isLessThanOrEqualTo(shell.until());
            assertThat(resource.agentEndedAt()).isEqualTo(left.agentEnd(shell));
            switch (resource.state()) {
                case RUNNING -> {
                    assertThat(resource.evidence()).isEqualTo(Evidence.LISTED);
                    assertThat(shell.runs(lastList)).isTrue();
                }
                case ENDED -> {
                    assertThat(resource.endedAt()).isGreaterThanOrEqualTo(shell.until());
                    assertThat(shell.until()).isGreaterThan(resource.agentEndedAt());
                    assertThat(resource.outlivedMs()).isEqualTo(resource.endedAt() - resource.agentEndedAt());
                    if (resource.evidence() == Evidence.TASK_STOP) {
                        assertThat(shell.stopped()).isTrue();
                        assertThat(resource.endedAt()).isEqualTo(shell.until());
                    }
                }
                case UNKNOWN -> assertThat(resource.outlivedMs()).isNull();
                case KEPT, REMOVED -> throw new AssertionError("a shell is not " + resource.state());
            }
        }
    }

    @Property(tries = 300)
    void shouldReportEveryShellThatWasListedAfterItsAgentEnded(@ForAll long seed, @ForAll long order) {
        RandomSession session = RandomSession.of(seed, true);
        SimulatedOrphanedResources left = session.left();
        Map<String, OrphanedResource> resources =
                of(Kind.BACKGROUND_SHELL, orphaned(DisorderedEvents.of(session.events(), order))).stream()
                        .collect(Collectors.toMap(OrphanedResource::id, Function.identity()));

        left.shells().values().forEach(shell -> {
            Long end = left.agentEnd(shell);
            boolean listed = end != null
                    && left.lists().stream()
                            .anyMatch(at -> shell.runs(at) && (shell.endsWithAgent ? at > end : at >= end));
            if (listed) {
                assertThat(resources).containsKey(shell.id);
                assertThat(resources.get(shell.id).state()).isIn(State.RUNNING, State.ENDED);
            } else if (end != null && shell.endsWithAgent) {
                assertThat(resources).doesNotContainKey(shell.id);
            }
        });
    }

    @Property(tries = 300)
    void shouldReportAWorktreeByItsAgentsEnd(@ForAll long seed, @ForAll long order) {
        RandomSession session = RandomSession.of(seed, true);
        List<AgentEvent.InSession> events = DisorderedEvents.of(session.events(), order);
        Map<String, OrphanedResource> resources = of(Kind.WORKTREE, orphaned(events)).stream()
                .collect(Collectors.toMap(OrphanedResource::agentId, Function.identity()));

        session.left().worktrees().forEach((agent, worktree) -> {
            State expected = expected(worktree);
            if (session.truth().get(agent).state().name().equals("LOST")) {
                // no event so far shows its end
                assertThat(resources).doesNotContainKey(agent);
            } else if (expected == null) {
                assertThat(resources).doesNotContainKey(agent);
            } else {
                assertThat(resources).containsKey(agent);
                assertThat(resources.get(agent).state()).isEqualTo(expected);
                assertThat(resources.get(agent).what()).isEqualTo(worktree.named() ? "agent-" + agent : null);
            }
        });
        assertThat(session.left().worktrees().keySet()).containsAll(resources.keySet());
    }

    /** Null for a worktree that did not outlive its agent. */
    private static State expected(Worktree worktree) {
        return worktree.named() ? State.KEPT : worktree.finished() ? null : State.UNKNOWN;
    }

    private static List<OrphanedResource> of(Kind kind, List<OrphanedResource> resources) {
        return resources.stream().filter(resource -> resource.kind() == kind).toList();
    }

    private static List<OrphanedResource> orphaned(List<AgentEvent.InSession> events) {
        Session live = new Session(
                new SessionRows(RandomSession.ID, new InMemoryRowStore()), TestPolicies.of(LifecycleTimeouts.DEFAULT));
        events.forEach(event -> live.on(event, 0));
        return live.view(0).orphanedResources();
    }
}
