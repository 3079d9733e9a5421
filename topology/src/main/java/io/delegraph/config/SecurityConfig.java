package io.delegraph.config;

import io.delegraph.schemas.security.Severity;
import io.delegraph.security.rule.PolicyException;
import io.delegraph.security.rule.RuleCatalog;
import io.delegraph.security.rule.RuleParameters;
import io.delegraph.security.rule.SecurityPolicy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads {@code security-policies.yaml}. */
final class SecurityConfig {
    private static final String NAME = "security-policies.yaml";
    private static final int MAX_COUNT = 1_000_000;

    private SecurityConfig() {}

    static SecurityPolicy read(@Nullable Path configDir) {
        return policy(ConfigNode.read(configDir, NAME));
    }

    /** The policy of any file. */
    static SecurityPolicy readFile(Path file) {
        return policy(ConfigNode.read(file));
    }

    private static SecurityPolicy policy(ConfigNode file) {
        file.onlyKnown("read-only-types", "delegates-to", "limits", "disabled-rules", "severities", "exceptions");
        return new SecurityPolicy(
                parameters(file),
                disabled(file.at("disabled-rules")),
                severities(file.at("severities")),
                exceptions(file.at("exceptions")),
                version(file));
    }

    private static RuleParameters parameters(ConfigNode file) {
        ConfigNode limits = file.at("limits").onlyKnown("related", "silence", "depth", "spawns-per-minute");
        return new RuleParameters(
                texts(file.at("read-only-types")),
                delegatesTo(file.at("delegates-to")),
                limits.at("related").duration(),
                limits.at("silence").duration(),
                limits.at("depth").integer(1, MAX_COUNT),
                limits.at("spawns-per-minute").integer(1, MAX_COUNT));
    }

    /** Empty without the key, which files of earlier versions do not have. */
    private static Map<String, Set<String>> delegatesTo(ConfigNode node) {
        Map<String, Set<String>> types = new HashMap<>();
        if (!node.empty()) {
            node.keys().forEach(type -> types.put(type, texts(node.at(type))));
        }
        return types;
    }

    private static Set<String> texts(ConfigNode list) {
        return list.list().stream().map(ConfigNode::text).collect(Collectors.toUnmodifiableSet());
    }

    private static Set<String> disabled(ConfigNode list) {
        return list.list().stream().map(SecurityConfig::rule).collect(Collectors.toUnmodifiableSet());
    }

    /** Empty without the key, which files of earlier versions do not have. */
    private static Map<String, Severity> severities(ConfigNode node) {
        Map<String, Severity> severities = new HashMap<>();
        if (!node.empty()) {
            node.onlyKnown(rules().toArray(String[]::new));
            node.keys().forEach(rule -> severities.put(rule, node.at(rule).oneOf(Severity.class)));
        }
        return severities;
    }

    private static List<String> rules() {
        return RuleCatalog.all().stream().map(RuleCatalog.RuleDescription::id).toList();
    }

    private static String rule(ConfigNode node) {
        String id = node.text();
        List<String> known = rules();
        if (!known.contains(id)) {
            throw node.invalid("wants a rule of " + String.join(", ", known));
        }
        return id;
    }

    private static List<PolicyException> exceptions(ConfigNode list) {
        List<PolicyException> exceptions = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (ConfigNode node : list.list()) {
            node.onlyKnown("id", "rule", "when", "until", "why");
            ConfigNode when = node.at("when");
            if (!when.empty()) {
                when.onlyKnown("session", "agent", "agent-type", "project", "user", "host");
            }
            PolicyException exception = PolicyException.builder()
                    .id(node.at("id").text())
                    .rule(rule(node.at("rule")))
                    .sessionId(optional(when, "session"))
                    .agentId(optional(when, "agent"))
                    .agentType(optional(when, "agent-type"))
                    .project(optional(when, "project"))
                    .user(optional(when, "user"))
                    .host(optional(when, "host"))
                    .until(endOf(node.at("until")))
                    .why(node.at("why").text())
                    .build();
            if (!ids.add(exception.id())) {
                throw node.at("id").invalid("must differ from that of every other exception");
            }
            exceptions.add(exception);
        }
        return exceptions;
    }

    private static @Nullable String optional(ConfigNode when, String name) {
        ConfigNode node = when.at(name);
        return node.empty() ? null : node.text();
    }

    /** The end of a day in UTC, epoch ms. */
    private static long endOf(ConfigNode node) {
        try {
            return LocalDate.parse(node.node().asText())
                    .plusDays(1)
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant()
                    .toEpochMilli();
        } catch (DateTimeParseException e) {
            throw node.invalid("wants a day such as 2027-03-01");
        }
    }

    /** A hash of what the file says, whatever its comments and blanks are. */
    private static String version(ConfigNode file) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(file.node().toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
