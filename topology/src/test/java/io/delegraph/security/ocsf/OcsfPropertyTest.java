package io.delegraph.security.ocsf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.delegraph.aggregates.RandomLifecycles;
import io.delegraph.schemas.AgentId;
import io.delegraph.schemas.Json;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.lifecycle.EdgeEvidence;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import io.delegraph.schemas.ocsf.ApplicationLifecycle;
import io.delegraph.schemas.ocsf.DetectionFinding;
import io.delegraph.schemas.ocsf.OcsfEvent;
import io.delegraph.schemas.security.FindingState;
import io.delegraph.schemas.security.SecurityFinding;
import io.delegraph.schemas.security.Severity;
import io.delegraph.security.rule.RuleCatalog;
import io.delegraph.stream.TopicSchemas;
import io.delegraph.stream.record.Names;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds of the events of any finding, agent and workflow. */
class OcsfPropertyTest {
    private static final long START = 1_760_000_000_000L;

    private final FindingEvents findings = new FindingEvents(null);
    private final AgentTransitions transitions = new AgentTransitions(null);

    @Provide
    Arbitrary<SecurityFinding> findings() {
        Arbitrary<String> text = Arbitraries.oneOf(
                Arbitraries.of("", "root", "a/b %", "größe", "\u0000\"\n"),
                Arbitraries.strings().ofMaxLength(12).map(strange -> strange.replaceAll("[\ud800-\udfff]", "?")));
        Arbitrary<String> id = text.filter(some -> !some.isEmpty());
        Arbitrary<SecurityFinding> bare = Combinators.combine(
                        Arbitraries.of(RuleCatalog.all()),
                        Arbitraries.of(Severity.values()),
                        Arbitraries.of(FindingState.values()),
                        id,
                        id,
                        text,
                        id.list().ofMaxSize(10),
                        Arbitraries.longs().between(0, START))
                .as((rule, severity, state, session, agent, reason, calls, at) -> SecurityFinding.builder()
                        .id(session + "/" + rule.id() + "." + agent)
                        .sessionId(session)
                        .rule(rule.id())
                        .title(rule.title())
                        .severity(severity)
                        .state(state)
                        .reason(reason)
                        .advice(rule.advice())
                        .agentId(agent)
                        .chain(calls)
                        .toolUseIds(calls)
                        .at(at)
                        .foundAt(at + 1)
                        .changedAt(at + 1 + calls.size())
                        .references(rule.references())
                        .policy("default")
                        .build());
        return Combinators.combine(bare, text.injectNull(0.3), text.injectNull(0.3), text.injectNull(0.3))
                .as((finding, one, two, three) -> finding.with()
                        .agentType(one)
                        .workflowId(two)
                        .exception(three)
                        .source(two)
                        .project(three)
                        .user(one)
                        .host(two)
                        .build());
    }

    private static void assertValid(OcsfEvent event) {
        TopicSchemas.assertValid(Names.FINDINGS_OCSF, Json.write(event));
    }

    @Property
    void shouldBeValidAndSayWhatTheFindingSays(@ForAll("findings") SecurityFinding finding) {
        DetectionFinding event = findings.event(finding);

        assertValid(event);
        assertThat(event.findingInfo().uid()).isEqualTo(finding.id());
        assertThat(event.statusCode()).isEqualTo(finding.state().name());
        assertThat(event.isAlert()).isEqualTo(finding.state().open());
        assertThat(event.severity()).isEqualToIgnoringCase(finding.severity().name());
        assertThat(event.evidences()).extracting("uid").isEqualTo(finding.toolUseIds());
        // every reference is either a technique or a risk
        Stream<String> techniques = event.findingInfo().attacks().stream()
                .map(attack -> (attack.subTechnique() == null ? attack.technique() : attack.subTechnique()).uid());
        Stream<String> risks = event.findingInfo().types().stream().map(risk -> risk.replace("OWASP ", ""));
        assertThat(Stream.concat(techniques, risks)).containsExactlyInAnyOrderElementsOf(finding.references());
    }

    @Property
    void shouldGiveEachRevisionAnIdentityOfItsOwn(@ForAll("findings") SecurityFinding finding) {
        SecurityFinding later =
                finding.with().changedAt(finding.changedAt() + 1).build();

        assertThat(findings.event(later).metadata().uid())
                .isNotEqualTo(findings.event(finding).metadata().uid());
        assertThat(findings.event(finding)).isEqualTo(findings.event(finding));
    }

    /** The revisions of one agent, each seen again after it. */
    @Property
    void shouldStartOnceAndEndOnceForEachOutcome(@ForAll long seed, @ForAll List<AgentState> states) {
        RandomLifecycles random = new RandomLifecycles(seed, START, 1_000_000);
        List<ApplicationLifecycle> events = new ArrayList<>();
        AgentState reported = null;
        for (AgentState state : states) {
            AgentLifecycle agent = random.agent("s1", "a1", state);
            for (int times = 0; times < 2; times++) {
                AgentTransitions.Transition transition = transitions.of(agent, reported, START);
                events.addAll(transition.events());
                reported = transition.reported();
            }
        }
        List<AgentState> outcomes = new ArrayList<>();
        states.stream()
                .filter(AgentState::terminal)
                .filter(state -> outcomes.isEmpty() || outcomes.getLast() != state)
                .forEach(outcomes::add);

        events.forEach(OcsfPropertyTest::assertValid);
        boolean started = states.stream().anyMatch(state -> state != AgentState.REQUESTED);
        assertThat(events)
                .extracting(ApplicationLifecycle::activityName)
                .startsWith(started ? new String[] {"Start"} : new String[0]);
        assertThat(events).filteredOn(event -> event.activityId() == 3).hasSize(started ? 1 : 0);
        assertThat(events)
                .filteredOn(event -> event.activityId() == 4)
                .extracting(ApplicationLifecycle::statusCode)
                .containsExactlyElementsOf(outcomes.stream().map(Enum::name).toList());
    }

    @Property
    void shouldReportARequestWithoutAnAgentOnlyWhenItWasRefused(@ForAll long seed, @ForAll List<AgentState> states) {
        RandomLifecycles random = new RandomLifecycles(seed, START, 1_000_000);
        List<ApplicationLifecycle> events = new ArrayList<>();
        AgentState reported = null;
        for (AgentState state : states) {
            AgentLifecycle request = random.agent("s1", "toolu_1", state)
                    .with()
                    .edgeEvidence((EdgeEvidence) null)
                    .build();
            AgentTransitions.Transition transition = transitions.of(request, reported, START);
            events.addAll(transition.events());
            reported = transition.reported();
        }

        assertThat(events)
                .extracting(ApplicationLifecycle::typeUid, ApplicationLifecycle::statusId)
                .isEqualTo(states.contains(AgentState.REFUSED) ? List.of(tuple(600203, 2)) : List.of());
    }

    @Property
    void shouldBeValidForTheRootAndForWorkflows(@ForAll long seed) {
        RandomLifecycles random = new RandomLifecycles(seed, START, 1_000_000);
        AgentLifecycle root = random.agent("s1", AgentId.ROOT, AgentState.COMPLETED)
                .with()
                .edgeEvidence((EdgeEvidence) null)
                .parentAgentId(null)
                .build();
        WorkflowSummary workflow = random.workflow();

        List<ApplicationLifecycle> events = transitions.of(root, null, START).events();
        assertThat(events).extracting(ApplicationLifecycle::activityName).containsExactly("Start", "Stop");
        events.forEach(OcsfPropertyTest::assertValid);
        Set<String> identities = new HashSet<>();
        events.forEach(event -> identities.add(event.metadata().uid()));
        assertThat(identities).hasSize(2);
        assertValid(transitions.settled(workflow, START));
    }
}
