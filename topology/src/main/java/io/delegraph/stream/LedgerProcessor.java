package io.delegraph.stream;

import io.delegraph.lifecycle.Fact;
import io.delegraph.windows.Account;
import io.delegraph.windows.Delta;
import io.delegraph.windows.Ledger;
import io.delegraph.windows.Subject;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Turns revisions of agents and workflows into changes of sums. What changes often within a few seconds is told once, and what many add to
 * one group is one change: windows of a minute and more can wait for that.
 */
final class LedgerProcessor implements Processor<String, SessionUpdate, String, MetricDelta> {
    static final Duration EVERY = Duration.ofSeconds(5);

    /** Maximum number of pending updates before they are flushed early: about a kilobyte each. */
    private static final int WAITING_AT_MOST = 2_000;

    private ProcessorContext<String, MetricDelta> context;
    private Ledger ledger;
    private Cancellable timer;

    @Override
    public void init(ProcessorContext<String, MetricDelta> processorContext) {
        context = processorContext;
        // a task that lost its state begins anew with the same processor
        ledger = null;
        timer = null;
        // updates that were pending when this partition was revoked
        setTimer();
    }

    private Ledger ledger() {
        if (ledger == null) {
            ledger = new Ledger(new LedgerPages(context.getStateStore(Names.METRIC_LEDGER)));
        }
        return ledger;
    }

    @Override
    public void process(Record<String, SessionUpdate> record) {
        List<Fact> facts = record.value().facts();
        if (facts.isEmpty()) {
            return;
        }
        for (Fact fact : facts) {
            take(fact);
            if (ledger().waits() >= WAITING_AT_MOST) {
                settle();
            }
        }
        if (ledger().waits() > 0) {
            setTimer();
        }
    }

    private void take(Fact fact) {
        switch (fact) {
            case Fact.LifecycleChanged changed -> ledger().agent(changed.agent());
            case Fact.WorkflowChanged changed -> ledger().workflow(changed.workflow());
            case Fact.LifecycleGone gone ->
                gone(new Account(Subject.DELEGATION, gone.sessionId(), gone.agentId()), gone.why());
            case Fact.WorkflowGone gone ->
                gone(new Account(Subject.WORKFLOW, gone.sessionId(), gone.workflowId()), gone.why());
            case Fact.EdgeFound ignored -> {}
            case Fact.AgentsUnheard ignored -> {}
            case Fact.ProcessSeen ignored -> {}
            case Fact.AgentsSeen ignored -> {}
            case Fact.Carried ignored -> {}
            case Fact.TeamSeen ignored -> {}
            case Fact.ClockCorrected ignored -> {}
        }
    }

    private void gone(Account account, Fact.Why why) {
        switch (why) {
            case REPLACED -> ledger().gone(account);
            case RETENTION -> {
                if (ledger().waits(account)) {
                    settle();
                }
                ledger().retired(account);
            }
        }
    }

    /** Scheduled only while updates are pending, because every punctuation costs a commit. */
    private void setTimer() {
        if (timer == null) {
            timer = context.schedule(EVERY, PunctuationType.WALL_CLOCK_TIME, now -> {
                settle();
                timer.cancel();
                timer = null;
            });
        }
    }

    private void settle() {
        long now = context.currentSystemTimeMs();
        for (Delta delta : ledger().settle()) {
            for (MetricDelta part : MetricDelta.of(delta)) {
                context.forward(new Record<>(MetricKey.of(delta.series()), part, now));
            }
        }
    }
}
