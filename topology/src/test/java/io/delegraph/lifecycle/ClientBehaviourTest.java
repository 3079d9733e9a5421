package io.delegraph.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.ingest.PrivacyMode;
import io.delegraph.schemas.event.Denial;
import io.delegraph.schemas.graph.WorkflowOrchestration;
import io.delegraph.schemas.lifecycle.AgentKind;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.AgentState;
import io.delegraph.schemas.lifecycle.EdgeEvidence;
import io.delegraph.schemas.lifecycle.TimelineEntry;
import io.delegraph.schemas.lifecycle.WaitKind;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import io.delegraph.schemas.lifecycle.WorkflowToolAgents;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Behaviour of the real client beyond its recorded sessions: each case with the expected result, in any order and with repetitions. */
class ClientBehaviourTest {
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final String GP = "general-purpose";
    private static final String LAUNCHED = "{'isAsync':true,'status':'async_launched','agentId':'%s'}";
    private static final String RUNNING = "{'id':'%s','type':'%s','status':'running'}";

    /** A background agent at work, whose root has not stopped yet. */
    private static HookSequence background(String agent) {
        return new HookSequence()
                .opened()
                .prompted("p1")
                .spawned("t1", GP, "")
                .answered("t1", GP, LAUNCHED.formatted(agent))
                .started(agent, GP);
    }

    /** Checks the original order, and ten others with half of the events repeated. */
    private static void always(HookSequence script, long silent, Consumer<Map<String, AgentLifecycle>> truth) {
        truth.accept(script.agents(silent));
        for (long seed = 0; seed < 10; seed++) {
            truth.accept(script.agentsDisordered(silent, seed));
        }
    }

    private static void state(Map<String, AgentLifecycle> agents, String id, AgentState state) {
        assertThat(agents).containsKey(id);
        assertThat(agents.get(id).state())
                .as("%s: %s", id, agents.get(id).stateReason())
                .isEqualTo(state);
    }

    // ---- an absent agent is not an ended one

    @Test
    void shouldNotLoseATeammateThatIsListedUnderAnotherId() {
        HookSequence script = team("rev", "arev-0f1e2e811c373c21")
                .called("arev-0f1e2e811c373c21", "b1")
                .stopped(RUNNING.formatted("t9", "teammate"));

        always(script, 40 * MINUTE, agents -> state(agents, "arev-0f1e2e811c373c21", AgentState.ACTIVE));

        // in no call either: only the list shows that it is alive
        HookSequence idle = team("rev", "arev-0f1e2e811c373c21").stopped(RUNNING.formatted("t9", "teammate"));
        always(idle, 40 * MINUTE, agents -> state(agents, "arev-0f1e2e811c373c21", AgentState.ACTIVE));
    }

    @Test
    void shouldNotLoseATeammateThatNoListHas() {
        HookSequence script = team("rev", "arev-0f1e2e811c373c21").after(2_000).stopped("");

        always(script, 5 * MINUTE, agents -> state(agents, "arev-0f1e2e811c373c21", AgentState.ACTIVE));
    }

    @Test
    void shouldLoseASubagentWhenTheClientNoLongerListsIt() {
        HookSequence script = background("a1").after(2_000).stopped("");

        always(script, MINUTE, agents -> state(agents, "a1", AgentState.LOST));
    }

    @Test
    void shouldNotEndAnAgentWhoseClientGoesOnUnderAnotherSession() {
        HookSequence script = background("a1")
                .called("a1", "b1")
                .stopped(RUNNING.formatted("a1", "subagent"))
                .after(1_000)
                .fire("SessionEnd", "{'reason':'clear'}");

        always(script, HOUR, agents -> {
            state(agents, "a1", AgentState.ACTIVE);
            state(agents, "root", AgentState.COMPLETED);
        });
    }

    @Test
    void shouldStopRunningAgentsWhenTheClientEnds() {
        HookSequence script = background("a1")
                .called("a1", "b1")
                .stopped(RUNNING.formatted("a1", "subagent"))
                .after(20_000)
                .fire("SessionEnd", "{'reason':'prompt_input_exit'}");

        always(script, MINUTE, agents -> {
            state(agents, "a1", AgentState.KILLED);
            assertThat(agents.get("a1").stateReason()).isEqualTo("stopped with its client");
        });
    }

    @Test
    void shouldKeepAgentsOfAnotherClientOfTheSession() {
        HookSequence script = new HookSequence()
                .client(4242)
                .opened()
                .prompted("p1")
                .spawned("t1", GP, "")
                .answered("t1", GP, LAUNCHED.formatted("a1"))
                .started("a1", GP)
                .called("a1", "b1")
                .client(5555)
                .fire("SessionStart", "{'source':'resume'}")
                .client(4242)
                .stopped(RUNNING.formatted("a1", "subagent"))
                .after(5_000)
                .client(5555)
                .fire("SessionEnd", "{'reason':'prompt_input_exit'}");

        always(script, MINUTE, agents -> {
            state(agents, "a1", AgentState.ACTIVE);
            assertThat(agents.get("root").state()).isEqualTo(AgentState.WAITING);
        });
    }

    @Test
    void shouldLinkTheSessionsAroundAClearWhenOnlyATranscriptHasIt() {
        HookSequence earlier = new HookSequence()
                .opened()
                .prompted("p1")
                .stopped("")
                .fire("SessionEnd", "{'reason':'clear','next_session_id':'s2'}");
        HookSequence later = new HookSequence().fire("SessionStart", "{'source':'clear','previous_session_id':'s0'}");

        assertThat(earlier.view(earlier.now()).summary().nextSessionId()).isEqualTo("s2");
        assertThat(later.view(later.now()).summary().previousSessionId()).isEqualTo("s0");
        assertThat(earlier.view(earlier.now()).summary().previousSessionId()).isNull();
    }

    // ---- ends

    @Test
    void shouldTakeTheLastOfSeveralStops() {
        HookSequence script =
                background("a1").called("a1", "b1").returned("a1", "b1").agentStopped("a1", GP, "");
        long first = script.now();
        script.after(60_000).called("a1", "b2").returned("a1", "b2").after(60_000);
        assertThat(script.agents().get("a1").state()).isEqualTo(AgentState.ACTIVE);

        script.agentStopped("a1", GP, ",'stop_hook_active':true");

        always(script, 0, agents -> {
            state(agents, "a1", AgentState.COMPLETED);
            assertThat(agents.get("a1").endedAt()).isGreaterThan(first + 100_000);
            assertThat(agents.get("a1").durationMs()).isGreaterThan(100_000L);
            assertThat(agents.get("a1").runs()).isEqualTo(1);
        });
    }

    @Test
    void shouldBeAtWorkAfterAnAnswerThatCameTooEarly() {
        HookSequence script = new HookSequence()
                .opened()
                .prompted("p1")
                .spawned("t1", GP, "")
                .started("a1", GP)
                .answered("t1", GP, "{'status':'completed','agentId':'a1','content':[]}")
                .after(30_000)
                .called("a1", "b1");

        always(script, 0, agents -> state(agents, "a1", AgentState.ACTIVE));
    }

    @Test
    void shouldNotEndAtAnInterimNotification() {
        String note = "<note>This agent stopped with background work of its own still running.</note>";
        HookSequence script = background("a1")
                .agentStopped("a1", GP, "")
                .fire("UserPromptSubmit", notification("a1", "t1", note))
                .stopped("");

        always(script, HOUR, agents -> state(agents, "a1", AgentState.ACTIVE));

        script.after(9_000)
                .started("a1", GP)
                .agentStopped("a1", GP, "")
                .fire("UserPromptSubmit", notification("a1", null, "<note>A task-notification fires each time.</note>"))
                .stopped("");

        always(script, 0, agents -> {
            state(agents, "a1", AgentState.COMPLETED);
            assertThat(agents.get("a1").durationMs()).isLessThan(1_000L);
        });
    }

    @Test
    void shouldMeasureTheRunsWithoutThePausesBetweenThem() {
        HookSequence script = background("a1")
                .after(700)
                .agentStopped("a1", GP, "")
                .fire("UserPromptSubmit", notification("a1", "t1", ""))
                .stopped("")
                .after(20 * HOUR)
                .prompted("p2")
                .fire(
                        "PreToolUse",
                        "{'tool_name':'SendMessage','tool_use_id':'m1','tool_input':{'to':'a1','message':'on'}}")
                .fire(
                        "PostToolUse",
                        "{'tool_name':'SendMessage','tool_use_id':'m1','tool_input':{'to':'a1','message':'on'},'tool_response':{'success':true,'resumedAgentId':'a1'}}")
                .started("a1", GP)
                .after(700)
                .agentStopped("a1", GP, "")
                .fire("UserPromptSubmit", notification("a1", "m1", ""))
                .stopped("");

        always(script, 0, agents -> {
            state(agents, "a1", AgentState.COMPLETED);
            assertThat(agents.get("a1").runs()).isEqualTo(2);
            assertThat(agents.get("a1").durationMs()).isBetween(1_400L, 1_500L);
        });
        List<WorkflowSummary> workflows = script.view(script.now()).workflows(TestPolicies.DEFAULT.analysis());
        assertThat(workflows).extracting(WorkflowSummary::workflowId).containsExactly("p1", "p2");
        assertThat(workflows).allSatisfy(workflow -> {
            assertThat(workflow.settled()).isTrue();
            assertThat(workflow.durationMs()).isLessThan(2_000L);
            assertThat(workflow.graph().coordination().elapsedMs()).isLessThan(2_000L);
        });
    }

    private static String notification(String task, String call, String more) {
        return notification(task, call, more, "");
    }

    private static String notification(String task, String call, String more, String usage) {
        return "{'prompt':'<task-notification><task-id>" + task + "</task-id>"
                + (call == null ? "" : "<tool-use-id>" + call + "</tool-use-id>")
                + "<status>completed</status><summary>Agent done</summary>" + more
                + "<result>fine</result>" + usage + "</task-notification>'}";
    }

    // ---- beginnings

    @Test
    void shouldWaitForTheFirstPrompt() {
        HookSequence script = new HookSequence().opened();

        for (long silent : new long[] {0, 14 * MINUTE, 9 * HOUR}) {
            AgentLifecycle root = script.agents(silent).get("root");
            assertThat(root.state()).isEqualTo(AgentState.WAITING);
            assertThat(root.waitingKind()).isEqualTo(WaitKind.PROMPT);
            assertThat(root.stateReason()).isEqualTo("waits for the first prompt");
        }
        assertThat(script.view(script.now()).summary().waits()).isEmpty();
    }

    @Test
    void shouldWaitForThePromptAfterACompaction() {
        HookSequence script = new HookSequence()
                .opened()
                .prompted("p1")
                .stopped("")
                .after(10_000)
                .fire("PreCompact", "{'trigger':'manual'}")
                .fire("SessionStart", "{'source':'compact'}")
                .fire("PostCompact", "{'trigger':'manual'}");

        always(script, 14 * MINUTE, agents -> state(agents, "root", AgentState.WAITING));
    }

    @Test
    void shouldBeAtWorkWhenTheClientCompactsInTheMiddleOfATurn() {
        HookSequence script = new HookSequence()
                .opened()
                .prompted("p1")
                .called(null, "b1")
                .returned(null, "b1")
                .fire("SessionStart", "{'source':'compact'}");

        always(script, 0, agents -> state(agents, "root", AgentState.ACTIVE));
    }

    @Test
    void shouldDescribeATurnWithoutEvents() {
        HookSequence script =
                new HookSequence().opened().prompted("p1").called(null, "b1").returned(null, "b1");

        assertThat(script.agents(0).get("root").stateReason()).isEqualTo("at work");
        assertThat(script.agents(7 * MINUTE).get("root").stateReason())
                .isEqualTo("quiet for 7 min: thinking or interrupted");
        AgentLifecycle later = script.agents(31 * MINUTE).get("root");
        assertThat(later.state()).isEqualTo(AgentState.WAITING);
        assertThat(later.stateReason()).isEqualTo("interrupted or idle, no event for 31 min");
    }

    @Test
    void shouldReportAnInterruptionWhenTheClientReportsIt() {
        HookSequence script = new HookSequence()
                .opened()
                .prompted("p1")
                .called(null, "b1")
                .fire(
                        "PostToolUseFailure",
                        "{'tool_name':'Bash','tool_use_id':'b1','tool_input':{},'error':'Interrupted','is_interrupt':true}");

        always(script, 0, agents -> {
            state(agents, "root", AgentState.WAITING);
            assertThat(agents.get("root").stateReason()).startsWith("interrupted by a person");
        });
    }

    // ---- kinds of agents

    private static HookSequence team(String name, String agent) {
        return new HookSequence()
                .opened()
                .prompted("p1")
                .spawned("t1", "Explore", ",'name':'" + name + "'")
                .answered(
                        "t1",
                        "Explore",
                        "{'status':'teammate_spawned','agentId':'" + agent + "','name':'" + name + "'}")
                .started(agent, name);
    }

    @Test
    void shouldGiveATeammateItsTypeAndARunForEachMessage() {
        HookSequence script = team("rev", "arev-1")
                .agentStopped("arev-1", "rev", "")
                .fire("TeammateIdle", "{'agent_id':'arev-1','agent_type':'rev','teammate_name':'rev','team_name':'t'}")
                .after(2_000)
                .started("arev-1", "rev")
                .agentStopped("arev-1", "rev", "");

        always(script, 0, agents -> {
            AgentLifecycle rev = agents.get("arev-1");
            assertThat(rev.kind()).isEqualTo(AgentKind.TEAMMATE);
            assertThat(rev.agentType()).isEqualTo("Explore");
            assertThat(rev.name()).isEqualTo("rev");
            assertThat(rev.runs()).isEqualTo(2);
            assertThat(rev.state()).isEqualTo(AgentState.COMPLETED);
        });
    }

    @Test
    void shouldFindTheRequestOfATeammateByItsNameWhenItsAnswerIsLost() {
        HookSequence script = new HookSequence()
                .opened()
                .prompted("p1")
                .spawned("t1", "Explore", ",'name':'rev'")
                .started("arev-1", "rev");

        always(script, 0, agents -> {
            assertThat(agents.get("arev-1").edgeEvidence()).isEqualTo(EdgeEvidence.INFERRED);
            assertThat(agents.get("arev-1").requestToolUseId()).isEqualTo("t1");
        });
    }

    @Test
    void shouldPutAgentsOfAWorkflowRunUnderItsCaller() {
        String meta =
                "{'agentType':'workflow-subagent','description':'part','workflowPhase':'%s','spawnDepth':1,'inWorkflowRun':true}";
        for (boolean noted : new boolean[] {true, false}) {
            HookSequence script = new HookSequence()
                    .opened()
                    .prompted("p1")
                    .fire("PreToolUse", "{'tool_name':'Workflow','tool_use_id':'w1','tool_input':{'script':'s'}}")
                    .fire(
                            "PostToolUse",
                            "{'tool_name':'Workflow','tool_use_id':'w1','tool_input':{'script':'s'},'tool_response':{'status':'async_launched','taskId':'wf','taskType':'local_workflow','runId':'wf_1'}}")
                    .fire(
                            "SubagentStart",
                            "{'agent_id':'a1','agent_type':'workflow-subagent'}",
                            noted ? meta.formatted("scan") : null)
                    .fire(
                            "SubagentStart",
                            "{'agent_id':'a2','agent_type':'workflow-subagent'}",
                            noted ? meta.formatted("verify") : null)
                    .stopped(RUNNING.formatted("wf", "workflow"));

            always(script, 40 * MINUTE, agents -> {
                for (String id : List.of("a1", "a2")) {
                    state(agents, id, AgentState.ACTIVE);
                    assertThat(agents.get(id).parentAgentId()).isEqualTo("root");
                    assertThat(agents.get(id).kind()).isEqualTo(AgentKind.WORKFLOW_AGENT);
                    assertThat(agents.get(id).workflowId()).isEqualTo("p1");
                }
            });

            script.agentStopped("a1", "workflow-subagent", "")
                    .agentStopped("a2", "workflow-subagent", "")
                    .fire("UserPromptSubmit", notification("wf", "w1", ""))
                    .stopped("");
            List<WorkflowSummary> workflows = script.view(script.now()).workflows(TestPolicies.DEFAULT.analysis());
            assertThat(workflows).singleElement().satisfies(workflow -> {
                assertThat(workflow.settled()).isTrue();
                assertThat(workflow.agents()).containsEntry(AgentState.COMPLETED, 2);
                assertThat(workflow.graph().stages()).hasSize(noted ? 2 : 1);
            });
        }
    }

    @Test
    void shouldKeepAnAgentInTheWorkflowThatLaunchedItsRun() {
        HookSequence script = new HookSequence()
                .opened()
                .prompted("p1")
                .fire(
                        "PostToolUse",
                        "{'tool_name':'Workflow','tool_use_id':'w1','tool_input':{'script':'s'},'tool_response':{'status':'async_launched','taskId':'wf','taskType':'local_workflow','runId':'wf_1'}}")
                .stopped(RUNNING.formatted("wf", "workflow"))
                .after(5_000)
                .prompted("p2")
                .started("a1", "workflow-subagent");

        always(script, 0, agents -> assertThat(agents.get("a1").workflowId()).isEqualTo("p1"));
    }

    @Test
    void shouldCountTheUnobservedAgentsOfAWorkflowRun() {
        HookSequence script = new HookSequence()
                .opened()
                .prompted("p1")
                .fire(
                        "PostToolUse",
                        "{'tool_name':'Workflow','tool_use_id':'w1','tool_input':{'script':'s'},'tool_response':{'status':'async_launched','taskId':'wf','taskType':'local_workflow','runId':'wf_1'}}")
                .started("a1", "workflow-subagent")
                .started("a2", "workflow-subagent")
                .agentStopped("a1", "workflow-subagent", "")
                .agentStopped("a2", "workflow-subagent", "");
        assertThat(workflow(script).workflowToolAgents()).isNull();

        script.fire("UserPromptSubmit", notification("wf", "w1", "", "<usage><agent_count>3</agent_count></usage>"))
                .stopped("");

        assertThat(workflow(script).workflowToolAgents()).isEqualTo(new WorkflowToolAgents(3, 2));
        assertThat(facts(script)).containsOnlyOnce(new Fact.AgentsUnobserved("claude-code", 1));
    }

    private static WorkflowSummary workflow(HookSequence script) {
        return script.view(script.now())
                .workflows(TestPolicies.DEFAULT.analysis())
                .getFirst();
    }

    private static List<Fact> facts(HookSequence script) {
        Session session =
                new Session(new SessionRows(HookSequence.SESSION, new InMemoryRowStore()), TestPolicies.DEFAULT);
        return script.events().stream()
                .flatMap(event -> session.on(event, 0).stream())
                .toList();
    }

    @Test
    void shouldNeverLoseAStrayAgent() {
        HookSequence script = new HookSequence()
                .opened()
                .prompted("p1")
                .fire("PreToolUse", "{'agent_id':'astray','tool_name':'Read','tool_use_id':'r1','tool_input':{}}")
                .stopped("");

        for (long silent : new long[] {0, MINUTE, 40 * MINUTE, 9 * HOUR}) {
            always(script, silent, agents -> {
                assertThat(agents.get("astray").kind()).isEqualTo(AgentKind.STRAY);
                assertThat(agents.get("astray").state()).isNotEqualTo(AgentState.LOST);
            });
        }
    }

    @Test
    void shouldMatchTypesInDifferentSpellings() {
        HookSequence script = new HookSequence()
                .opened()
                .prompted("p1")
                .spawned("t1", "explore", "")
                .spawned("t2", "General Purpose", "")
                .started("a1", "Explore")
                .started("a2", GP);

        always(script, 0, agents -> {
            assertThat(agents.get("a1").requestToolUseId()).isEqualTo("t1");
            assertThat(agents.get("a2").requestToolUseId()).isEqualTo("t2");
            assertThat(agents.get("a1").agentType()).isEqualTo("Explore");
        });
    }

    @Test
    void shouldUseTheRequestedTypeWhenTheSdkReportsOneType() {
        HookSequence script = new HookSequence()
                .opened()
                .prompted("p1")
                .spawned("t1", "code-reviewer", "")
                .started("a1", GP);

        always(script, 0, agents -> {
            assertThat(agents.get("a1").requestToolUseId()).isEqualTo("t1");
            assertThat(agents.get("a1").agentType()).isEqualTo("code-reviewer");
        });
    }

    @Test
    void shouldGiveARootItsTypeWhenItWasStartedAsAnAgent() {
        HookSequence script = new HookSequence().fire("SessionStart", "{'source':'startup','agent_type':'reviewer'}");

        assertThat(script.agents().get("root").agentType()).isEqualTo("reviewer");
        assertThat(new HookSequence().opened().agents().get("root").agentType()).isNull();
    }

    // ---- loops

    @Test
    void shouldFindALoopOfDifferentTasksOnlyWhenItWasDeclared() {
        assertThat(orchestration("go", "Build the parser", "Test the parser", "Document the parser"))
                .isEqualTo(WorkflowOrchestration.SUB_AGENT);
        assertThat(orchestration("go", "Fix the parser", "Fix the parser", "Fix the parser again"))
                .isEqualTo(WorkflowOrchestration.LOOP);
        assertThat(orchestration("go --loop", "Build the parser", "Test the parser", "Document the parser"))
                .isEqualTo(WorkflowOrchestration.LOOP);
    }

    private static WorkflowOrchestration orchestration(String prompt, String... tasks) {
        HookSequence script =
                new HookSequence().opened().prompted("p1").fire("UserPromptSubmit", "{'prompt':'" + prompt + "'}");
        for (int at = 0; at < tasks.length; at++) {
            script.spawned("t" + at, GP, ",'description':'" + tasks[at] + "'")
                    .started("a" + at, GP)
                    .after(1_000)
                    .agentStopped("a" + at, GP, "")
                    .answered("t" + at, GP, "{'status':'completed','agentId':'a" + at + "','content':[]}");
        }
        return script.stopped("")
                .view(script.now())
                .workflows(TestPolicies.DEFAULT.analysis())
                .getFirst()
                .graph()
                .orchestration();
    }

    // ---- failures and waits

    @Test
    void shouldReportAFailedTurnWithItsReason() {
        HookSequence script = new HookSequence()
                .opened()
                .prompted("p1")
                .fire(
                        "StopFailure",
                        "{'error':'authentication_failed','error_details':'401','last_assistant_message':'Login expired, run /login'}");

        always(script, 0, agents -> {
            AgentLifecycle root = agents.get("root");
            assertThat(root.state()).isEqualTo(AgentState.WAITING);
            assertThat(root.stateReason())
                    .isEqualTo(
                            "its turn failed: Login expired, run /login (authentication_failed); waits for the next prompt");
            assertThat(root.errorMessage()).isEqualTo("Login expired, run /login");
        });
        assertThat(script.view(script.now()).summary().waits())
                .singleElement()
                .satisfies(wait -> assertThat(wait.kind()).isEqualTo(WaitKind.PROMPT));
    }

    @Test
    void shouldReportWhatAPersonIsAskedFor() {
        HookSequence question = new HookSequence()
                .opened()
                .prompted("p1")
                .fire("PreToolUse", "{'tool_name':'AskUserQuestion','tool_use_id':'q1','tool_input':{}}")
                .fire("PermissionRequest", "{'tool_name':'AskUserQuestion','tool_input':{}}");
        HookSequence elicitation = new HookSequence()
                .opened()
                .prompted("p1")
                .fire("PreToolUse", "{'tool_name':'mcp__tickets__open','tool_use_id':'q1','tool_input':{}}")
                .after(2_000)
                .fire("Elicitation", "{'mcp_server_name':'tickets','message':'which project?'}");

        assertThat(question.agents().get("root").waitingKind()).isEqualTo(WaitKind.QUESTION);
        assertThat(elicitation.agents().get("root").waitingKind()).isEqualTo(WaitKind.ELICITATION);
        elicitation.after(5_000).fire("ElicitationResult", "{'mcp_server_name':'tickets','action':'accept'}");
        assertThat(elicitation.agents().get("root").state()).isEqualTo(AgentState.ACTIVE);
    }

    @Test
    void shouldCountARequestOnceWhenHooksAreInstalledTwice() {
        String asked = "{'tool_name':'Bash','tool_input':{'command':'make'}}";
        for (PrivacyMode privacy : PrivacyMode.values()) {
            HookSequence script = new HookSequence()
                    .privacy(privacy)
                    .opened()
                    .prompted("p1")
                    .called(null, "b1")
                    .fire("PermissionRequest", asked)
                    .fire("PermissionRequest", asked)
                    .after(20_000)
                    .returned(null, "b1")
                    .called(null, "b2")
                    .fire("PermissionRequest", asked)
                    .after(900)
                    .fire("PermissionRequest", asked);

            always(script, 0, agents -> {
                assertThat(agents.get("root").permissionRequests()).isEqualTo(2);
                assertThat(agents.get("root").waitingFor()).isEqualTo("Bash");
            });
            assertThat(entries(script, "wait")).hasSize(2);
        }
    }

    @Test
    void shouldCountRequestsForDifferentCommandsApart() {
        HookSequence script = new HookSequence()
                .opened()
                .prompted("p1")
                .fire("PermissionRequest", "{'tool_name':'Bash','tool_input':{'command':'make'}}")
                .fire("PermissionRequest", "{'tool_name':'Bash','tool_input':{'command':'make test'}}");

        always(
                script,
                0,
                agents -> assertThat(agents.get("root").permissionRequests()).isEqualTo(2));
    }

    // ---- denials

    @Test
    void shouldReportADenialWhenOnlyTheBatchHasIt() {
        HookSequence script = new HookSequence()
                .opened()
                .prompted("p1")
                .fire("PreToolUse", "{'tool_name':'Bash','tool_use_id':'b1','tool_input':{'command':'git stash'}}")
                .fire(
                        "PostToolBatch",
                        "{'tool_calls':[{'tool_name':'Bash','tool_use_id':'b1','tool_input':{},'tool_response':'Permission to use Bash with command git stash has been denied.'},"
                                + "{'tool_name':'Read','tool_use_id':'r1','tool_input':{},'tool_response':'<tool_use_error>File is in a directory that is denied by your permission settings.</tool_use_error>'},"
                                + "{'tool_name':'Write','tool_use_id':'w1','tool_input':{},'tool_response':'Cannot write to /home/dev/x while in plan mode.'},"
                                + "{'tool_name':'Edit','tool_use_id':'x1','tool_input':{},'tool_response':'<tool_use_error>File has not been read yet.</tool_use_error>'}]}");

        always(script, 0, agents -> {
            assertThat(agents.get("root").permissionDenials()).isEqualTo(3);
            assertThat(agents.get("root").toolFailures()).isEqualTo(1);
        });
        assertThat(entries(script))
                .extracting(TimelineEntry::denial)
                .containsExactly(Denial.DENY_RULE, Denial.DENY_RULE, Denial.PLAN_MODE, null);
    }

    @Test
    void shouldNotCountADeniedWriteAsAChange() {
        HookSequence script = new HookSequence()
                .opened()
                .prompted("p1")
                .fire(
                        "PreToolUse",
                        "{'tool_name':'Write','tool_use_id':'w1','tool_input':{'file_path':'/home/dev/project/a.txt'}}")
                .fire(
                        "PostToolBatch",
                        "{'tool_calls':[{'tool_name':'Write','tool_use_id':'w1','tool_input':{},'tool_response':'The user did not mind'}]}");
        HookSequence denied = new HookSequence()
                .opened()
                .prompted("p1")
                .fire(
                        "PreToolUse",
                        "{'tool_name':'Write','tool_use_id':'w1','tool_input':{'file_path':'/home/dev/project/a.txt'}}")
                .fire(
                        "PostToolBatch",
                        "{'tool_calls':[{'tool_name':'Write','tool_use_id':'w1','tool_input':{},'tool_response':'Claude requested permissions to write to a.txt, but you haven\\u0027t granted it yet.'}]}");

        assertThat(script.agents().get("root").permissionDenials()).isZero();
        assertThat(denied.agents().get("root").permissionDenials()).isOne();
    }

    @Test
    void shouldSeeNoConflictWithAWriteThatWasDenied() {
        assertThat(conflicts("done")).isOne();
        assertThat(conflicts("Permission to use Write with path a.txt has been denied."))
                .isZero();
    }

    /** Two concurrent agents call Write with one file; the second one's batch has this answer. */
    private static int conflicts(String answer) {
        String write =
                "{'agent_id':'%s','agent_type':'general-purpose','tool_name':'Write','tool_use_id':'%s','tool_input':{'file_path':'/home/dev/project/a.txt'}%s}";
        HookSequence script = new HookSequence().opened().prompted("p1");
        for (String agent : List.of("a1", "a2")) {
            script.spawned("t" + agent, GP, "")
                    .answered("t" + agent, GP, LAUNCHED.formatted(agent))
                    .started(agent, GP);
        }
        script.after(1_000)
                .fire("PreToolUse", write.formatted("a1", "w1", ""))
                .fire("PostToolUse", write.formatted("a1", "w1", ",'tool_response':{}"))
                .fire("PreToolUse", write.formatted("a2", "w2", ""))
                .fire(
                        "PostToolBatch",
                        "{'agent_id':'a2','agent_type':'general-purpose','tool_calls':[{'tool_name':'Write','tool_use_id':'w2','tool_input':{},'tool_response':'"
                                + answer + "'}]}")
                .after(1_000)
                .agentStopped("a1", GP, "")
                .agentStopped("a2", GP, "")
                .stopped("");
        return workflow(script).graph().coordination().fileConflicts();
    }

    private static List<TimelineEntry> entries(HookSequence script) {
        return entries(script, "tool");
    }

    private static List<TimelineEntry> entries(HookSequence script, String kind) {
        InMemoryRowStore store = new InMemoryRowStore();
        Session session = new Session(new SessionRows(HookSequence.SESSION, store), TestPolicies.DEFAULT);
        script.events().forEach(event -> session.on(event, 0));
        return Timeline.page(session.rows(), "root", null, null, null, Integer.MAX_VALUE).stream()
                .filter(entry -> entry.kind().equals(kind))
                .sorted(java.util.Comparator.comparing(TimelineEntry::id))
                .toList();
    }

    // ---- error lines

    @Test
    void shouldKeepTheFirstLineOfAnErrorUnlessPrivacyForbidsIt() {
        for (PrivacyMode privacy : PrivacyMode.values()) {
            HookSequence script = new HookSequence()
                    .privacy(privacy)
                    .opened()
                    .prompted("p1")
                    .called(null, "b1")
                    .fire(
                            "PostToolUseFailure",
                            "{'tool_name':'Bash','tool_use_id':'b1','tool_input':{},'error':'Exit code 2\\nmake: *** No rule, token=abcdef123456789\\nmore'}")
                    .spawned("t1", GP, "")
                    .started("a1", GP)
                    .fire(
                            "StopFailure",
                            "{'agent_id':'a1','agent_type':'general-purpose','error':'overloaded','last_assistant_message':'API Error: overloaded'}");

            String line = entries(script).getFirst().errorMessage();
            AgentLifecycle failed = script.agents().get("a1");
            assertThat(failed.state()).isEqualTo(AgentState.FAILED);
            if (privacy == PrivacyMode.NONE) {
                assertThat(line).isNull();
                assertThat(failed.errorMessage()).isNull();
                assertThat(failed.stateReason()).isEqualTo("failed: model API error overloaded");
            } else {
                assertThat(line)
                        .startsWith("make: *** No rule")
                        .doesNotContain("abcdef123456789")
                        .doesNotContain("more");
                assertThat(failed.errorMessage()).isEqualTo("API Error: overloaded");
                assertThat(failed.stateReason()).isEqualTo("failed: API Error: overloaded (overloaded)");
            }
        }
    }
}
