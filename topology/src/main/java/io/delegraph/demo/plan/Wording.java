package io.delegraph.demo.plan;

import io.delegraph.schemas.graph.ExpectedOutcome;
import java.util.List;
import java.util.Random;

/** Tasks and prompts that read as a person's. */
final class Wording {
    private static final List<String> PROJECTS =
            List.of("storefront", "billing-api", "mobile-app", "data-pipeline", "design-system", "search-service");

    private static final List<Task> SEARCHES = List.of(
            Task.of("Explore", "Map the checkout flow", ExpectedOutcome.ANALYSIS),
            Task.of("Explore", "Find callers of PriceService", ExpectedOutcome.ANALYSIS),
            Task.of("Explore", "Trace the login redirect", ExpectedOutcome.ANALYSIS),
            Task.of("Explore", "List feature flags in use", ExpectedOutcome.ANALYSIS),
            Task.of("Explore", "Find slow queries", ExpectedOutcome.ANALYSIS),
            Task.of("general-purpose", "Compare retry policies", ExpectedOutcome.ANALYSIS),
            Task.of("web-researcher", "Read the upgrade notes", ExpectedOutcome.ANALYSIS));

    private static final List<Task> BUILDS = List.of(
            Task.of("backend-developer", "Add rate limiting", ExpectedOutcome.IMPLEMENTATION),
            Task.of("backend-developer", "Move refunds to a queue", ExpectedOutcome.IMPLEMENTATION),
            Task.of("frontend-developer", "Rebuild the cart drawer", ExpectedOutcome.IMPLEMENTATION),
            Task.of("general-purpose", "Replace the date library", ExpectedOutcome.IMPLEMENTATION),
            Task.of("general-purpose", "Fix flaky import", ExpectedOutcome.IMPLEMENTATION),
            Task.of("docs-writer", "Document the webhooks", ExpectedOutcome.IMPLEMENTATION));

    private static final List<Task> CHECKS = List.of(
            Task.of("code-reviewer", "Review the diff for races", ExpectedOutcome.VALIDATION),
            Task.of("security-auditor", "Check token handling", ExpectedOutcome.VALIDATION),
            Task.of("test-runner", "Run the integration tests", ExpectedOutcome.VALIDATION),
            Task.of("test-runner", "Write tests for refunds", ExpectedOutcome.IMPLEMENTATION),
            Task.of("performance-analyst", "Measure start-up time", ExpectedOutcome.ANALYSIS));

    private static final List<Task> PLANS = List.of(
            Task.of("Plan", "Plan the migration", ExpectedOutcome.ANALYSIS),
            Task.of("Plan", "Split the monolith's orders module", ExpectedOutcome.ANALYSIS));

    private static final List<Task> WATCHED = List.of(
            Task.of("general-purpose", "Watch the build", ExpectedOutcome.ANALYSIS),
            Task.of("general-purpose", "Follow the staging log", ExpectedOutcome.ANALYSIS),
            Task.of("general-purpose", "Run the soak test", ExpectedOutcome.VALIDATION),
            Task.of("general-purpose", "Index the repository", ExpectedOutcome.IMPLEMENTATION));

    private final Random random;

    Wording(Random random) {
        this.random = random;
    }

    String project() {
        return any(PROJECTS);
    }

    Task search() {
        return any(SEARCHES);
    }

    Task build() {
        return any(BUILDS);
    }

    Task check() {
        return any(CHECKS);
    }

    Task plan() {
        return any(PLANS);
    }

    Task watch() {
        return any(WATCHED);
    }

    <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
