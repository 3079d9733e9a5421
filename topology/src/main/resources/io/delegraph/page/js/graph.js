// What the analysis of workflows says of agents: who the elapsed time waited for, who goes on from whose work.

/** The workflows that are looked at: the chosen one, else all. */
function shown(workflows, chosen) {
  return [...workflows.values()].filter((workflow) => workflow.graph && (chosen === null || chosen === undefined || workflow.workflow_id === chosen));
}

/** An agent's part in its workflow, with that workflow; null before the first analysis. The root's is that of the chosen or latest one. */
export function partOf(workflows, agentId, chosen) {
  const found = shown(workflows, agentId === 'root' ? chosen : null)
    .sort((a, b) => (b.started_at ?? 0) - (a.started_at ?? 0))
    .map((workflow) => ({ workflow, part: workflow.graph.agents.find((part) => part.agent_id === agentId) }));
  return found.find((entry) => entry.part) ?? null;
}

/** Stretches of the critical paths, oldest first. */
export function criticalSegments(workflows, chosen) {
  return shown(workflows, chosen).flatMap((workflow) => workflow.graph.critical_path);
}

/** Ids of the agents whose work some workflow waited for; the root is on nearly every path, so it is no news. */
export function criticalAgents(workflows, chosen) {
  return new Set(criticalSegments(workflows, chosen).filter((segment) => segment.kind === 'work' && segment.agent_id !== 'root').map((segment) => segment.agent_id));
}

/** Hand-offs and peers. */
export function relationsOf(workflows, chosen) {
  return shown(workflows, chosen).flatMap((workflow) => workflow.graph.relations).filter((relation) => relation.kind !== 'orchestration');
}

/** Groups of one agent's children that worked side by side. */
export function stagesOf(workflows, chosen) {
  return shown(workflows, chosen).flatMap((workflow) => workflow.graph.stages).filter((stage) => stage.agent_ids.length > 1);
}
