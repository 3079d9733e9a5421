package io.delegraph.http.api;

import io.delegraph.http.Problem;
import io.delegraph.http.Request;
import io.delegraph.http.Response;
import io.delegraph.http.Route;
import io.delegraph.query.PeerProtocol;
import io.delegraph.query.Queries.FindingFilter;
import io.delegraph.schemas.security.FindingState;
import io.delegraph.schemas.security.Severity;
import io.delegraph.security.rule.PolicyException;
import io.delegraph.security.rule.RuleCatalog;
import io.delegraph.security.rule.SecurityPolicy;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Routes for security findings and for the policy that they are judged by. */
public final class FindingRoutes {
    /** Stands for every state. */
    private static final String ANY = "ANY";

    private final QueryScopes queries;
    private final SecurityPolicy policy;

    public FindingRoutes(QueryScopes queries, SecurityPolicy policy) {
        this.queries = queries;
        this.policy = policy;
    }

    public List<Route> routes() {
        return List.of(
                Route.get(
                        "/api/v1/findings",
                        this::findings,
                        "state",
                        "severity",
                        "max_severity",
                        "rule",
                        "session",
                        "agent",
                        "agent_type",
                        "project",
                        "source",
                        "from",
                        "to",
                        "limit",
                        "cursor"),
                Route.get("/api/v1/findings/{session}/{finding}", this::finding),
                Route.get("/api/v1/security/policy", request -> Response.json(PolicyAnswer.of(policy))));
    }

    private Response findings(Request request) {
        FindingFilter filter = FindingFilter.builder()
                .states(states(request.text("state")))
                .severity(severity(request, "severity"))
                .maxSeverity(severity(request, "max_severity"))
                .rules(rules(request.text("rule")))
                .sessionId(request.text("session"))
                .agentId(request.text("agent"))
                .agentType(request.text("agent_type"))
                .project(request.text("project"))
                .source(request.text("source"))
                .from(request.time("from"))
                .to(request.time("to"))
                .build();
        return Response.json(queries.of(request).findings(filter, request.page()));
    }

    /** The open ones when none is asked for. */
    private static Set<FindingState> states(@Nullable String given) {
        if (given == null) {
            return Arrays.stream(FindingState.values())
                    .filter(FindingState::open)
                    .collect(Collectors.toSet());
        }
        if (given.equalsIgnoreCase(ANY)) {
            return Set.of();
        }
        Set<FindingState> states = new LinkedHashSet<>();
        for (String word : given.split(",", -1)) {
            states.add(oneOf("state", word, FindingState.values(), ANY));
        }
        return states;
    }

    private static @Nullable Severity severity(Request request, String name) {
        String given = request.text(name);
        return given == null ? null : oneOf(name, given, Severity.values(), null);
    }

    private static <E extends Enum<E>> E oneOf(String name, String given, E[] all, @Nullable String more) {
        return Arrays.stream(all)
                .filter(constant -> constant.name().equals(given.strip().toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> Problem.badParameter(
                                name,
                                given,
                                Arrays.stream(all).map(Enum::name).collect(Collectors.joining(", "))
                                        + (more == null ? "" : ", " + more))
                        .exception());
    }

    private static Set<String> rules(@Nullable String given) {
        if (given == null) {
            return Set.of();
        }
        Set<String> known = RuleCatalog.all().stream()
                .map(RuleCatalog.RuleDescription::id)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> rules = new TreeSet<>();
        for (String word : given.split(",", -1)) {
            String rule = word.strip().toUpperCase(Locale.ROOT);
            if (!known.contains(rule)) {
                throw Problem.badParameter("rule", word, String.join(", ", known))
                        .exception();
            }
            rules.add(rule);
        }
        return rules;
    }

    private Response finding(Request request) {
        return queries.of(request)
                .finding(request.part("session"), request.part("finding"))
                .map(Response::json)
                .orElseThrow(() -> Problem.notFound(
                                PeerProtocol.UNKNOWN_FINDING,
                                "Unknown finding",
                                "no finding '" + request.part("finding") + "' is known in session '"
                                        + request.part("session") + "'")
                        .exception());
    }

    /**
     * The policy with the description of every rule.
     *
     * @param readOnlyTypes agent types that are declared to change nothing
     * @param delegatesTo the only agent types that agents of a type may ask for, by that type
     * @param relatedMs so far apart two calls still belong together, ms
     * @param silenceMs so long after a change of settings a session without events is blind, ms
     * @param depth so deep agents may be
     * @param spawnsPerMinute agents that a session may start within a minute
     */
    record PolicyAnswer(
            String version,
            List<String> readOnlyTypes,
            SortedMap<String, List<String>> delegatesTo,
            long relatedMs,
            long silenceMs,
            int depth,
            int spawnsPerMinute,
            List<RuleAnswer> rules,
            List<PolicyException> exceptions) {
        static PolicyAnswer of(SecurityPolicy policy) {
            return new PolicyAnswer(
                    policy.version(),
                    policy.parameters().readOnlyTypes().stream().sorted().toList(),
                    sorted(policy.parameters().delegatesTo()),
                    policy.parameters().related().toMillis(),
                    policy.parameters().silence().toMillis(),
                    policy.parameters().depth(),
                    policy.parameters().spawnsPerMinute(),
                    RuleCatalog.all().stream()
                            .map(rule -> new RuleAnswer(
                                    rule.id(),
                                    rule.title(),
                                    rule.advice(),
                                    rule.references(),
                                    !policy.disabled().contains(rule.id()),
                                    policy.severities().get(rule.id())))
                            .toList(),
                    policy.exceptions());
        }

        private static SortedMap<String, List<String>> sorted(Map<String, Set<String>> types) {
            SortedMap<String, List<String>> sorted = new TreeMap<>();
            types.forEach(
                    (type, others) -> sorted.put(type, others.stream().sorted().toList()));
            return sorted;
        }
    }

    /**
     * One rule.
     *
     * @param enabled whether it is judged
     * @param severity of every finding of it, as the policy sets it; null where the rule's own severities hold
     */
    record RuleAnswer(
            String id,
            String title,
            String advice,
            List<String> references,
            boolean enabled,
            @Nullable Severity severity) {}
}
