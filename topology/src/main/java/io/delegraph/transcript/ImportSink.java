package io.delegraph.transcript;

import java.util.function.Consumer;

/** Receives hooks, and counts. */
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

    /** Counts a call of the Agent tool, with or without an end. */
    void delegation(Delegation delegation) {
        report.delegation(delegation);
    }

    /** Counts a started agent. */
    void agent(String sessionId, String agentId) {
        report.agent(sessionId, agentId);
    }

    /** Counts an entry without a hook, by its kind. */
    void skipped(String kind) {
        report.skipped(kind);
    }
}
