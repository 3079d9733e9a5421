package io.delegraph.demo.plan;

import io.delegraph.schemas.event.SpawnFailure;
import java.util.List;

/** What an agent does; one step after the other. */
public sealed interface Step {
    /**
     * Tool calls of its own.
     *
     * @param share of a whole delegation's time and calls, above 0
     */
    record Work(double share) implements Step {}

    /** One call of Read, Write or Edit on a file of that name. */
    record Touch(String tool, String file) implements Step {}

    /** A tool call that a person is asked to allow. */
    record Permission(boolean granted) implements Step {}

    /** One agent, awaited. */
    record Delegate(Task task) implements Step {}

    /**
     * Several agents of one message, awaited.
     *
     * @param peers whether they work on one file together
     */
    record Fan(List<Task> tasks, boolean peers) implements Step {
        public Fan {
            tasks = List.copyOf(tasks);
        }
    }

    /** Agents one after the other, each handing on to the next: a file that it wrote, its result in the next one's prompt. */
    record Sequence(List<Task> tasks) implements Step {
        public Sequence {
            tasks = List.copyOf(tasks);
        }
    }

    /** A maker and a checker in turns. */
    record Loop(Task maker, Task checker, int rounds) implements Step {}

    /** Fans one after the other, with work of its own between. */
    record Wave(List<Fan> fans) implements Step {
        public Wave {
            fans = List.copyOf(fans);
        }
    }

    /** An agent that has members of its own work side by side, awaited. */
    record Team(Task lead, List<Task> members) implements Step {
        public Team {
            members = List.copyOf(members);
        }
    }

    /** Agents of one message that nobody waits for; only the root's. */
    record Background(List<Task> tasks) implements Step {
        public Background {
            tasks = List.copyOf(tasks);
        }
    }

    /** Stops the background agents that end {@link Ending#STOPPED}. */
    record StopBackground() implements Step {}

    /** A request that the client refuses; {@link SpawnFailure#OTHER} for one that a person does not allow, of which no failure is sent. */
    record Refusal(Task task, SpawnFailure kind) implements Step {}

    /** A client of its own, started from a shell. */
    record LinkedClient(SessionPlan session) implements Step {}
}
