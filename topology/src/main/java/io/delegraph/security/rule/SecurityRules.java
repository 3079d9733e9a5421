package io.delegraph.security.rule;

import java.util.List;

/** All rules; a new one is one file and one line here. */
final class SecurityRules {
    /** In the order in which documents name them. */
    static final List<SecurityRule> ALL = List.of(
            new SecretReadRule(),
            new OutsideWriteRule(),
            new WorktreeRule(),
            new SuspiciousDestinationRule(),
            new WiderModeRule(),
            new UnattendedClientRule(),
            new LaunderingRule(),
            new DeclaredTypeRule(),
            new PlanModeRule(),
            new SandboxRule(),
            new PrivilegeRule(),
            new DestructiveDeleteRule(),
            new DestructiveGitRule(),
            new DestroyedServiceRule(),
            new DownloadedCodeRule(),
            new ClientSettingsRule(),
            new UnreportedCallsRule(),
            new PersistenceRule(),
            new MemoryRule(),
            new MonitorRule(),
            new ExfiltrationRule(),
            new PublicationRule(),
            new SecretHandOverRule(),
            new HollowResultRule(),
            new FlaggedResultRule(),
            new DelegationPolicyRule(),
            new RunawayRule(),
            new WriteConflictRule(),
            new StoppedAgentRule());

    private SecurityRules() {}

    /** The findings of a session, the most severe first. */
    static List<Finding> judge(ObservedSession session, RuleParameters parameters) {
        FindingCollector findings = new FindingCollector(session.sessionId());
        ALL.forEach(rule -> rule.judge(session, parameters, findings));
        return findings.findings();
    }
}
