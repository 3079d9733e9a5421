package io.delegraph.transcript;

import java.util.function.Consumer;

/** Where hooks go, and what is counted on the way. */
final class ImportSink {
    private final ImportReport report;
    private final Consumer<TranscriptHook> hooks;

    ImportSink(ImportReport report, Consumer<TranscriptHook> hooks) {
        this.report = report;
        this.hooks = hooks;
    }

    void hook(TranscriptHook hook) {
        report.hook(hook);
        hooks.accept(hook);
    }

    /** A call of the Agent tool whose end, or the lack of one, was read. */
    void delegation(Delegation delegation) {
        report.delegation(delegation);
    }

    /** An agent that was seen to start. */
    void agent(String sessionId, String agentId) {
        report.agent(sessionId, agentId);
    }

    /** An entry that no hook stands for, with its kind in a word or two. */
    void skipped(String kind) {
        report.skipped(kind);
    }
}
