package io.delegraph.security.rule;

import io.delegraph.schemas.AgentId;
import io.delegraph.schemas.security.Severity;
import java.util.List;
import java.util.Objects;

/** A session starts more agents within a minute than a person could want. */
final class RunawayRule implements SecurityRule {
    private static final long MINUTE_MS = 60_000;

    @Override
    public String id() {
        return "D2";
    }

    @Override
    public String title() {
        return "starts agents without end";
    }

    @Override
    public void judge(ObservedSession session, RuleParameters parameters, FindingCollector findings) {
        List<Long> starts = session.agents().values().stream()
                .filter(agent -> !agent.isRoot())
                .map(ObservedAgent::startedAt)
                .filter(Objects::nonNull)
                .sorted()
                .toList();
        int first = 0;
        for (int last = 0; last < starts.size(); last++) {
            while (starts.get(last) - starts.get(first) >= MINUTE_MS) {
                first++;
            }
            if (last - first + 1 > parameters.spawnsPerMinute()) {
                findings.add(
                        this,
                        Severity.HIGH,
                        AgentId.ROOT,
                        starts.get(first),
                        "more than " + parameters.spawnsPerMinute() + " agents were started within a minute",
                        List.of());
                return;
            }
        }
    }
}
