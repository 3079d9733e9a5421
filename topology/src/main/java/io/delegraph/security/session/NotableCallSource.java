package io.delegraph.security.session;

import io.delegraph.lifecycle.SessionRows;
import io.delegraph.lifecycle.row.ToolRow;
import java.util.function.Consumer;

/** Finds the calls of a session that a rule may judge by themselves, and those that were denied. */
@FunctionalInterface
public interface NotableCallSource {
    /** Passes each of them once, in any order. */
    void forEach(SessionRows rows, Consumer<ToolRow> each);

    /** Looks at every call: for a session that is judged once. */
    static NotableCallSource everyCall() {
        return (rows, each) -> rows.agents()
                .keySet()
                .forEach(agentId -> rows.forEachTool(agentId, call -> {
                    if (notable(call)) {
                        each.accept(call);
                    }
                }));
    }

    /** Whether a call is one of them. */
    static boolean notable(ToolRow call) {
        return call.denial() != null
                || call.evidence() != null && call.evidence().notable();
    }
}
