package io.delegraph.security.session;

import io.delegraph.lifecycle.SessionRows;
import io.delegraph.lifecycle.row.ToolRow;
import io.delegraph.lifecycle.row.WaitRow;
import java.util.ArrayList;
import java.util.List;

/** Whether a person was asked before a call ran. */
final class PersonAsked {
    private PersonAsked() {}

    /** A request to a person names no call: it is of the latest one of the agent with the same tool. */
    static boolean before(SessionRows rows, ToolRow call) {
        long at = ObservedCalls.at(call);
        List<Long> requests = rows.waits(call.agentId()).stream()
                .filter(wait -> wait.tool().equals(call.tool()))
                .map(WaitRow::at)
                .filter(request -> request >= at)
                .toList();
        if (requests.isEmpty()) {
            return false;
        }
        List<Long> later = new ArrayList<>();
        rows.forEachTool(call.agentId(), other -> {
            if (sameTool(call, other) && ObservedCalls.at(other) > at) {
                later.add(ObservedCalls.at(other));
            }
        });
        return requests.stream().anyMatch(request -> later.stream().noneMatch(start -> start <= request));
    }

    private static boolean sameTool(ToolRow call, ToolRow other) {
        return !other.toolUseId().equals(call.toolUseId())
                && call.tool() != null
                && call.tool().equals(other.tool());
    }
}
