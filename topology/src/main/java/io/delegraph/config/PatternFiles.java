package io.delegraph.config;

import io.delegraph.patterns.AgentType;
import io.delegraph.patterns.AgentTypes;
import io.delegraph.patterns.Analysis;
import io.delegraph.patterns.Rules;
import io.delegraph.schemas.graph.ExpectedOutcome;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code agent-types.yaml} and {@code delegation-patterns.yaml}. */
final class PatternFiles {
    private static final int MANY = 1_000_000;

    private PatternFiles() {}

    static Analysis read(Path configDir) {
        return new Analysis(
                rules(FileNode.read(configDir, "delegation-patterns.yaml")),
                types(FileNode.read(configDir, "agent-types.yaml")));
    }

    private static AgentTypes types(FileNode file) {
        file.onlyKnown("types", "other");
        return new AgentTypes(
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

    private static AgentType type(FileNode node, List<String> match) {
        return new AgentType(
                match,
                node.at("specialization").text(),
                node.at("capabilities").list().stream().map(FileNode::text).toList(),
                node.at("expects").empty() ? null : node.at("expects").oneOf(ExpectedOutcome.class),
                node.at("binding").flag(),
                node.at("narrow").flag());
    }

    private static Rules rules(FileNode file) {
        file.onlyKnown("overlap", "wave", "loop", "resource-allocation", "verbs", "stopwords");
        FileNode wave = file.at("wave").onlyKnown("stages", "agents");
        FileNode loop = file.at("loop").onlyKnown("repeats", "rounds", "resumes");
        return new Rules(
                file.at("overlap").amount(BigDecimal.ONE, "a share").doubleValue(),
                new Rules.Wave(
                        wave.at("stages").integer(2, MANY), wave.at("agents").integer(2, MANY)),
                new Rules.Loop(
                        loop.at("repeats").integer(2, MANY),
                        loop.at("rounds").integer(2, MANY),
                        loop.at("resumes").integer(1, MANY)),
                allocation(file.at("resource-allocation").onlyKnown("low", "high")),
                verbs(file.at("verbs")),
                Set.copyOf(new HashSet<>(file.at("stopwords").words())));
    }

    private static Rules.Allocation allocation(FileNode node) {
        FileNode low = node.at("low").onlyKnown("tool-calls", "run-time");
        FileNode high = node.at("high").onlyKnown("tool-calls", "run-time");
        Rules.Allocation limits = new Rules.Allocation(
                low.at("tool-calls").integer(0, MANY),
                low.at("run-time").duration().toMillis(),
                high.at("tool-calls").integer(1, MANY),
                high.at("run-time").duration().toMillis());
        if (limits.highCalls() <= limits.lowCalls()) {
            throw high.at("tool-calls").bad("wants more than low's " + limits.lowCalls());
        }
        if (limits.highMs() <= limits.lowMs()) {
            throw high.at("run-time").bad("wants more than low's");
        }
        return limits;
    }

    private static Map<ExpectedOutcome, List<String>> verbs(FileNode node) {
        node.onlyKnown("analysis", "implementation", "validation", "coordination");
        Map<ExpectedOutcome, List<String>> verbs = new EnumMap<>(ExpectedOutcome.class);
        Set<String> seen = new HashSet<>();
        for (ExpectedOutcome outcome : ExpectedOutcome.values()) {
            FileNode words = node.at(Values.word(outcome));
            for (String word : words.words()) {
                if (!seen.add(word)) {
                    throw words.bad("has '" + word + "', which stands elsewhere too");
                }
            }
            verbs.put(outcome, words.words());
        }
        return verbs;
    }
}
