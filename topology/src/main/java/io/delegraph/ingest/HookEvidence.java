package io.delegraph.ingest;

import io.delegraph.schemas.event.CallEvidence;
import java.util.Map;
import java.util.Set;

/**
 * What security rules need of one hook's payload, without its texts.
 *
 * @param calls what each tool call does that the hook reports with its input, by the call's id
 * @param resultGivesOrders whether an agent's result in it speaks to its reader as a system or as a person does
 * @param changedResults the calls whose agents' results the client withheld or changed
 * @param requestHasSecret whether the text that asks for an agent has a secret in it
 */
public record HookEvidence(
        Map<String, CallEvidence> calls,
        boolean resultGivesOrders,
        Set<String> changedResults,
        boolean requestHasSecret) {
    /** Of a payload that shows nothing. */
    public static final HookEvidence NONE = new HookEvidence(Map.of(), false, Set.of(), false);

    public HookEvidence {
        calls = Map.copyOf(calls);
        changedResults = Set.copyOf(changedResults);
    }
}
