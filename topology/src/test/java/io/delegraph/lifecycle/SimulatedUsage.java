package io.delegraph.lifecycle;

import io.delegraph.pricing.Price;
import io.delegraph.pricing.Prices;
import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.event.AgentStopped;
import io.delegraph.schemas.event.TokenUsage;
import io.delegraph.schemas.event.TurnStopped;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Adds token usage to the stops of a random session: some of a model with a price, some of one without, some none. Of several stops of one
 * agent under one prompt only the first has it, because only the latest tokens are kept: between two such stops they would be unknown.
 */
final class SimulatedUsage {
    static final Prices PRICES = new Prices(
            List.of(new Price(
                    "claude-sonnet-4-5",
                    new BigDecimal("3"),
                    new BigDecimal("15"),
                    new BigDecimal("0.3"),
                    new BigDecimal("3.75"))),
            "a list",
            "2026-11-22");

    private static final String[] MODELS = {"claude-sonnet-4-5", "claude-sonnet-4-5", "a model without a price"};

    private SimulatedUsage() {}

    static List<AgentEvent.InSession> in(RandomSession session, long seed) {
        Random random = new Random(seed);
        Set<List<String>> seen = new HashSet<>();
        return session.events().stream()
                .map(event -> seen.add(Arrays.asList(
                                event.getClass().getSimpleName(),
                                event.origin().agentId(),
                                event.origin().agentId() == null
                                        ? event.origin().promptId()
                                        : null))
                        ? used(event, random)
                        : event)
                .toList();
    }

    private static AgentEvent.InSession used(AgentEvent.InSession event, Random random) {
        if (random.nextInt(4) == 0) {
            return event;
        }
        TokenUsage usage = new TokenUsage(
                random.nextInt(100_000), random.nextInt(10_000), random.nextInt(1_000_000), random.nextInt(10_000));
        String model = MODELS[random.nextInt(MODELS.length)];
        return switch (event) {
            case AgentStopped stopped ->
                new AgentStopped(
                        stopped.origin(),
                        stopped.resultChars(),
                        stopped.resultFingerprint(),
                        usage,
                        model,
                        stopped.backgroundShells(),
                        stopped.resultGivesOrders(),
                        stopped.stopHookActive(),
                        stopped.text());
            case TurnStopped stopped -> new TurnStopped(stopped.origin(), stopped.backgroundTasks(), usage, model);
            default -> event;
        };
    }
}
