package io.delegraph.demo.plan;

import java.util.List;
import java.util.Random;

/** Tasks and prompts that read as a person's. */
final class Wording {
    private static final List<String> PROJECTS =
            List.of("storefront", "billing-api", "mobile-app", "data-pipeline", "design-system", "search-service");

    private static final List<Task> SEARCHES = List.of(
            Task.of("Explore", "Map the checkout flow"),
            Task.of("Explore", "Find callers of PriceService"),
            Task.of("Explore", "Trace the login redirect"),
            Task.of("Explore", "List feature flags in use"),
            Task.of("Explore", "Find slow queries"),
            Task.of("general-purpose", "Compare retry policies"),
            Task.of("web-researcher", "Read the upgrade notes"));

    private static final List<Task> BUILDS = List.of(
            Task.of("backend-developer", "Add rate limiting"),
            Task.of("backend-developer", "Move refunds to a queue"),
            Task.of("frontend-developer", "Rebuild the cart drawer"),
            Task.of("general-purpose", "Replace the date library"),
            Task.of("general-purpose", "Fix flaky import"),
            Task.of("docs-writer", "Document the webhooks"));

    private static final List<Task> CHECKS = List.of(
            Task.of("code-reviewer", "Review the diff for races"),
            Task.of("security-auditor", "Check token handling"),
            Task.of("test-runner", "Run the integration tests"),
            Task.of("test-runner", "Write tests for refunds"),
            Task.of("performance-analyst", "Measure start-up time"));

    private static final List<Task> PLANS =
            List.of(Task.of("Plan", "Plan the migration"), Task.of("Plan", "Split the monolith's orders module"));

    private static final List<String> WATCHED =
            List.of("Watch the build", "Follow the staging log", "Run the soak test", "Index the repository");

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
        return Task.of("general-purpose", any(WATCHED));
    }

    <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
