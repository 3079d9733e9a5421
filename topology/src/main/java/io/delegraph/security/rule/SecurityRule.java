package io.delegraph.security.rule;

/** One kind of finding. */
interface SecurityRule {
    /** A letter and a number, for example {@code C1}. */
    String id();

    /** What it finds, as the end of "an agent …". */
    String title();

    /** Adds what it finds in the session. */
    void judge(ObservedSession session, RuleParameters parameters, FindingCollector findings);
}
