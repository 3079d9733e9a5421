package io.delegraph.config;

import io.delegraph.analysis.patterns.AgentTypeProfile;
import io.delegraph.analysis.patterns.AgentTypeRegistry;
import io.delegraph.analysis.patterns.PatternRules;
import io.delegraph.analysis.patterns.WorkflowAnalyzer;
import io.delegraph.schemas.graph.ExpectedOutcome;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code agent-types.yaml} and {@code delegation-patterns.yaml}. */
final class PatternConfig {
    private static final int MAX_COUNT = 1_000_000;

    private PatternConfig() {}

    static WorkflowAnalyzer read(@Nullable Path configDir) {
        return new WorkflowAnalyzer(
                rules(ConfigNode.read(configDir, "delegation-patterns.yaml")),
                types(ConfigNode.read(configDir, "agent-types.yaml")));
    }

    private static AgentTypeRegistry types(ConfigNode file) {
        file.onlyKnown("types", "other");
        return new AgentTypeRegistry(
                file.at("types").list().stream()
                        .map(node -> type(
                                node.onlyKnown(
                                        "match", "specialization", "capabilities", "expects", "binding", "narrow"),
                                node.at("match").words()))
                        .toList(),
                type(
                        file.at("other").onlyKnown("specialization", "capabilities", "expects", "binding", "narrow"),
                        List.of()));
    }

    private static AgentTypeProfile type(ConfigNode node, List<String> match) {
        return new AgentTypeProfile(
                match,
                node.at("specialization").text(),
                node.at("capabilities").list().stream().map(ConfigNode::text).toList(),
                node.at("expects").empty() ? null : node.at("expects").oneOf(ExpectedOutcome.class),
                node.at("binding").flag(),
                node.at("narrow").flag());
    }

    private static PatternRules rules(ConfigNode file) {
        file.onlyKnown("overlap", "wave", "loop", "resource-allocation", "verbs", "stopwords");
        ConfigNode wave = file.at("wave").onlyKnown("stages", "agents");
        ConfigNode loop = file.at("loop").onlyKnown("repeats", "rounds", "resumes");
        return new PatternRules(
                file.at("overlap").amount(BigDecimal.ONE, "a share").doubleValue(),
                new PatternRules.WaveRule(
                        wave.at("stages").integer(2, MAX_COUNT),
                        wave.at("agents").integer(2, MAX_COUNT)),
                new PatternRules.LoopRule(
                        loop.at("repeats").integer(2, MAX_COUNT),
                        loop.at("rounds").integer(2, MAX_COUNT),
                        loop.at("resumes").integer(1, MAX_COUNT)),
                allocation(file.at("resource-allocation").onlyKnown("low", "high")),
                verbs(file.at("verbs")),
                Set.copyOf(new HashSet<>(file.at("stopwords").words())));
    }

    private static PatternRules.AllocationRule allocation(ConfigNode node) {
        ConfigNode low = node.at("low").onlyKnown("tool-calls", "run-time");
        ConfigNode high = node.at("high").onlyKnown("tool-calls", "run-time");
        PatternRules.AllocationRule limits = new PatternRules.AllocationRule(
                low.at("tool-calls").integer(0, MAX_COUNT),
                low.at("run-time").duration().toMillis(),
                high.at("tool-calls").integer(1, MAX_COUNT),
                high.at("run-time").duration().toMillis());
        if (limits.highCalls() <= limits.lowCalls()) {
            throw high.at("tool-calls").invalid("wants more than low's " + limits.lowCalls());
        }
        if (limits.highMs() <= limits.lowMs()) {
            throw high.at("run-time").invalid("wants more than low's");
        }
        return limits;
    }

    private static Map<ExpectedOutcome, List<String>> verbs(ConfigNode node) {
        node.onlyKnown("analysis", "implementation", "validation", "coordination");
        Map<ExpectedOutcome, List<String>> verbs = new EnumMap<>(ExpectedOutcome.class);
        Set<String> seen = new HashSet<>();
        for (ExpectedOutcome outcome : ExpectedOutcome.values()) {
            ConfigNode words = node.at(ConfigValues.configName(outcome));
            for (String word : words.words()) {
                if (!seen.add(word)) {
                    throw words.invalid("has '" + word + "', which stands elsewhere too");
                }
            }
            verbs.put(outcome, words.words());
        }
        return verbs;
    }
}
