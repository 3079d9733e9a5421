package io.delegraph.security.rule;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The description of each rule: its title, what to do about a finding, and where others describe what it finds. */
public final class RuleCatalog {
    private static final List<RuleDescription> ALL = List.of(
            rule(
                    "B1",
                    "Check what the agent needed the secret for, and replace the secret if it was sent on.",
                    "ASI03",
                    "T1552"),
            rule(
                    "B2",
                    "Look at what was written outside of the project, and undo it if nobody asked for it.",
                    "ASI02",
                    "ASI03"),
            rule(
                    "B3",
                    "Compare the main checkout with what it should be: agents in worktrees were to leave it alone.",
                    "ASI02"),
            rule("B4", "Find out what was sent there, and treat it as public.", "ASI02", "T1567"),
            rule(
                    "E1",
                    "Start agents in the mode of the agent that asks for them, or narrow the mode of this type.",
                    "ASI03",
                    "T1548"),
            rule("E2", "Look at what the started client did: nobody was asked there.", "ASI03"),
            rule(
                    "E3",
                    "Decide whether the denial was meant for every agent, and deny the other way too.",
                    "ASI03",
                    "T1548"),
            rule(
                    "E4",
                    "Take the tools that change files from this agent type, or declare that it may.",
                    "ASI02",
                    "ASI09"),
            rule("E5", "Look at the changes: they were made before the plan was approved.", "ASI02", "ASI09"),
            rule("E6", "Check why the sandbox was left, and allow the command in it instead.", "ASI05", "T1548"),
            rule("E7", "Check why more rights were needed, and take them back.", "ASI05", "T1548"),
            rule("C1", "Restore what was deleted from a backup or from git.", "T1485"),
            rule("C2", "Look for the lost work in git's reflog, and protect the branch on the server.", "T1485"),
            rule("C3", "Restore the database or the infrastructure, and take the credentials from agents.", "T1485"),
            rule("S1", "Find out what ran: its source was not looked at before.", "ASI05", "T1105"),
            rule("T1", "Compare the settings and hooks of the client with what they should be.", "ASI10", "T1562.001"),
            rule("T2", "Look at the session on its machine: its hooks report less than happens.", "T1562.001"),
            rule("T3", "Look at what will run later, and remove it if nobody asked for it.", "T1546"),
            rule("T4", "Read the memory or instructions that were written: later sessions follow them.", "ASI06"),
            rule("T5", "Start what watches the agents again, and look at what happened meanwhile.", "T1562"),
            rule("X1", "Treat the secret as known to others: replace it.", "ASI07", "T1041"),
            rule("X2", "Check what was published, and take it back if nobody asked for it.", "ASI07"),
            rule("X3", "Replace the secret: it is now in prompts and transcripts.", "ASI07", "T1552"),
            rule(
                    "I1",
                    "Do not follow the result: the agent did no work, and somebody else's words are in it.",
                    "ASI07",
                    "ASI01"),
            rule("I2", "Read what the agent had read: something in it looked like orders.", "ASI07", "ASI01"),
            rule("D1", "Change the agent types that may ask for others, or the allowed depth.", "ASI08"),
            rule("D2", "Stop the session, and look at what asked for so many agents.", "ASI08"),
            rule("D3", "Compare both versions of the file: one of the changes may be lost.", "ASI08"),
            rule(
                    "D4",
                    "Look at what it did since: nobody waited for it any more. Stop it once more, or end its client.",
                    "ASI08",
                    "ASI10"));

    private static final Map<String, RuleDescription> BY_ID =
            ALL.stream().collect(Collectors.toUnmodifiableMap(RuleDescription::id, rule -> rule));

    private RuleCatalog() {}

    /**
     * The description of one rule.
     *
     * @param title what it finds, as the end of "an agent …"
     * @param advice what to do about a finding, a sentence
     * @param references ids of risks of OWASP's list for agentic applications (ASI) and of ATT&CK's techniques (T)
     */
    public record RuleDescription(String id, String title, String advice, List<String> references) {
        public RuleDescription {
            references = List.copyOf(references);
        }
    }

    /** All rules, in the order in which documents name them. */
    public static List<RuleDescription> all() {
        return ALL;
    }

    /** A rule that exists. */
    public static RuleDescription of(String id) {
        RuleDescription rule = BY_ID.get(id);
        if (rule == null) {
            throw new IllegalArgumentException("no rule " + id);
        }
        return rule;
    }

    private static RuleDescription rule(String id, String advice, String... references) {
        String title = SecurityRules.ALL.stream()
                .filter(rule -> rule.id().equals(id))
                .map(SecurityRule::title)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no rule " + id));
        return new RuleDescription(id, title, advice, List.of(references));
    }
}
