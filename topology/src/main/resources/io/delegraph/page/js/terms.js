// Every term of the user interface: one word for one thing, on this page, on the command line and on the dashboards.
// What follows `=` is JSON, so that the tests of the other two read the same table.

export const TERMS =
{
  "state": {
    "REQUESTED": ["asked for", "A call asked for this agent; it was not seen to start."],
    "ACTIVE": ["at work", "Something was heard of it lately."],
    "WAITING": ["waiting", "A person has to decide or answer before it goes on."],
    "IDLE": ["idle", "Its turn ended; it goes on with your next prompt. Nothing is held up."],
    "COMPLETED": ["finished", "It ended by itself."],
    "FAILED": ["failed", "It ended with an error."],
    "REFUSED": ["not started", "The call was denied or invalid, so no agent started."],
    "KILLED": ["stopped", "A person or another agent stopped it."],
    "LOST": ["lost", "Nothing was heard of it for so long that it cannot be at work."]
  },
  "need": {
    "PERMISSION": ["permission", "A tool call waits for your permission."],
    "QUESTION": ["question", "The model asks you something."],
    "PLAN": ["plan", "A plan waits for your approval."],
    "ELICITATION": ["input", "An MCP server asks you for input."]
  },
  "thing": {
    "session": ["session", "One run of the client, from its start to its end."],
    "title": ["title", "What a person called the session, else what the client called it, else what was delegated first."],
    "prompt": ["prompt", "What a person asked for, with all the work that came of it."],
    "agent": ["agent", "One worker of a session: the main agent, or one that another agent asked for."],
    "main": ["main agent", "The agent that answers the person."],
    "delegation": ["delegation", "One request of an agent to another."],
    "turn": ["turn", "The main agent's work on one prompt. A turn that failed ended with an error of the model's API."],
    "parent": ["parent", "The agent that asked for this one."]
  },
  "evidence": {
    "META": ["exact", "The client's own note, read when the agent started, names its parent."],
    "RESULT": ["exact", "The answer of the parent's call names this agent."],
    "NOTIFICATION": ["exact", "A task notification names this agent and the call it came from."],
    "INFERRED": ["parent guessed", "The oldest open request of the same type was taken."],
    "NONE": ["parent unknown", "No request fits this agent."]
  },
  "outcome": {
    "SUCCEEDED": ["done", "The tool call succeeded."],
    "FAILED": ["failed", "The tool call failed."],
    "DENIED": ["denied", "The tool call was not allowed."],
    "INTERRUPTED": ["interrupted", "A person interrupted it."],
    "UNREPORTED": ["not reported", "Its end was not seen."]
  },
  "figure": {
    "cost": ["cost", "What the tokens cost at the list prices of config/models.yaml, in US dollars."],
    "tokens": ["tokens", "All tokens of an agent: in, out, and those read from and written to the cache."],
    "duration": ["took", "From start to end; of an agent the time of its runs."],
    "failed": ["failed", "Agents that failed, were not started, or were lost, of those that ended."],
    "critical": ["critical path", "The chain of work, handovers and waits that the elapsed time is made of."],
    "slack": ["slack", "How much later it could have ended without delaying anything."],
    "speedUp": ["speed-up", "How many agents were at work on average."]
  }
};

/** The word of a term; null for one that is not in the table. */
export const word = (group, key) => TERMS[group][key]?.[0] ?? null;

/** What a term means, as a sentence; null for one that is not in the table. */
export const meaning = (group, key) => TERMS[group][key]?.[1] ?? null;
