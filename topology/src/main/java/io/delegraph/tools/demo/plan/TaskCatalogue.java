package io.delegraph.tools.demo.plan;

import io.delegraph.schemas.graph.ExpectedOutcome;
import java.util.List;
import java.util.Random;

/** Realistic tasks and prompts. */
final class TaskCatalogue {
    private static final List<String> PROJECTS =
            List.of("storefront", "billing-api", "mobile-app", "data-pipeline", "design-system", "search-service");

    private static final List<PlannedTask> SEARCHES = List.of(
            PlannedTask.of("Explore", "Map the checkout flow", ExpectedOutcome.ANALYSIS),
            PlannedTask.of("Explore", "Find callers of PriceService", ExpectedOutcome.ANALYSIS),
            PlannedTask.of("Explore", "Trace the login redirect", ExpectedOutcome.ANALYSIS),
            PlannedTask.of("Explore", "List feature flags in use", ExpectedOutcome.ANALYSIS),
            PlannedTask.of("Explore", "Find slow queries", ExpectedOutcome.ANALYSIS),
            PlannedTask.of("general-purpose", "Compare retry policies", ExpectedOutcome.ANALYSIS),
            PlannedTask.of("web-researcher", "Read the upgrade notes", ExpectedOutcome.ANALYSIS));

    private static final List<PlannedTask> BUILDS = List.of(
            PlannedTask.of("backend-developer", "Add rate limiting", ExpectedOutcome.IMPLEMENTATION),
            PlannedTask.of("backend-developer", "Move refunds to a queue", ExpectedOutcome.IMPLEMENTATION),
            PlannedTask.of("frontend-developer", "Rebuild the cart drawer", ExpectedOutcome.IMPLEMENTATION),
            PlannedTask.of("general-purpose", "Replace the date library", ExpectedOutcome.IMPLEMENTATION),
            PlannedTask.of("general-purpose", "Fix flaky import", ExpectedOutcome.IMPLEMENTATION),
            PlannedTask.of("docs-writer", "Document the webhooks", ExpectedOutcome.IMPLEMENTATION));

    private static final List<PlannedTask> CHECKS = List.of(
            PlannedTask.of("code-reviewer", "Review the diff for races", ExpectedOutcome.VALIDATION),
            PlannedTask.of("security-auditor", "Check token handling", ExpectedOutcome.VALIDATION),
            PlannedTask.of("test-runner", "Run the integration tests", ExpectedOutcome.VALIDATION),
            PlannedTask.of("test-runner", "Write tests for refunds", ExpectedOutcome.IMPLEMENTATION),
            PlannedTask.of("performance-analyst", "Measure start-up time", ExpectedOutcome.ANALYSIS));

    private static final List<PlannedTask> PLANS = List.of(
            PlannedTask.of("Plan", "Plan the migration", ExpectedOutcome.ANALYSIS),
            PlannedTask.of("Plan", "Split the monolith's orders module", ExpectedOutcome.ANALYSIS));

    private static final List<PlannedTask> WATCHED = List.of(
            PlannedTask.of("general-purpose", "Watch the build", ExpectedOutcome.ANALYSIS),
            PlannedTask.of("general-purpose", "Follow the staging log", ExpectedOutcome.ANALYSIS),
            PlannedTask.of("general-purpose", "Run the soak test", ExpectedOutcome.VALIDATION),
            PlannedTask.of("general-purpose", "Index the repository", ExpectedOutcome.IMPLEMENTATION));

    private final Random random;

    TaskCatalogue(Random random) {
        this.random = random;
    }

    String project() {
        return any(PROJECTS);
    }

    PlannedTask search() {
        return any(SEARCHES);
    }

    PlannedTask build() {
        return any(BUILDS);
    }

    PlannedTask check() {
        return any(CHECKS);
    }

    PlannedTask plan() {
        return any(PLANS);
    }

    PlannedTask watch() {
        return any(WATCHED);
    }

    <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
