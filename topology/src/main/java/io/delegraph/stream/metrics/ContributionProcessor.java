package io.delegraph.stream.metrics;

import io.delegraph.aggregates.ContributionTracker;
import io.delegraph.aggregates.ContributorKey;
import io.delegraph.aggregates.SeriesDelta;
import io.delegraph.aggregates.Subject;
import io.delegraph.lifecycle.Fact;
import io.delegraph.stream.core.SessionUpdate;
import io.delegraph.stream.record.MetricDelta;
import io.delegraph.stream.record.MetricKey;
import io.delegraph.stream.record.Names;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Turns revisions of agents and workflows into changes of sums. Changes within a few seconds are combined, per source and per group:
 * windows of a minute and more can wait for that.
 */
public final class ContributionProcessor implements Processor<String, SessionUpdate, String, MetricDelta> {
    public static final Duration FLUSH_INTERVAL = Duration.ofSeconds(5);

    /** Maximum number of pending updates before they are flushed early: about a kilobyte each. */
    private static final int MAX_PENDING_UPDATES = 2_000;

    private ProcessorContext<String, MetricDelta> context;
    private @Nullable ContributionTracker tracker;
    private @Nullable Cancellable timer;

    @Override
    public void init(ProcessorContext<String, MetricDelta> processorContext) {
        context = processorContext;
        // a task that lost its state restarts with the same processor
        tracker = null;
        timer = null;
        // updates that were pending when this partition was revoked
        scheduleFlush();
    }

    private ContributionTracker tracker() {
        if (tracker == null) {
            tracker = new ContributionTracker(
                    new KeyValueContributionStore(context.getStateStore(Names.METRIC_CONTRIBUTIONS)));
        }
        return tracker;
    }

    @Override
    public void process(Record<String, SessionUpdate> record) {
        List<Fact> facts = record.value().facts();
        if (facts.isEmpty()) {
            return;
        }
        for (Fact fact : facts) {
            take(fact);
            if (tracker().pending() >= MAX_PENDING_UPDATES) {
                flush();
            }
        }
        if (tracker().pending() > 0) {
            scheduleFlush();
        }
    }

    private void take(Fact fact) {
        switch (fact) {
            case Fact.LifecycleChanged changed -> tracker().updateAgent(changed.agent());
            case Fact.WorkflowChanged changed -> tracker().updateWorkflow(changed.workflow());
            case Fact.LifecycleRemoved gone ->
                remove(new ContributorKey(Subject.DELEGATION, gone.sessionId(), gone.agentId()), gone.reason());
            case Fact.WorkflowRemoved gone ->
                remove(new ContributorKey(Subject.WORKFLOW, gone.sessionId(), gone.workflowId()), gone.reason());
            case Fact.EdgeFound ignored -> {}
            case Fact.AgentsUnobserved ignored -> {}
            case Fact.ProcessSeen ignored -> {}
            case Fact.AgentsContinued ignored -> {}
            case Fact.MovedRowsForwarded ignored -> {}
            case Fact.TeamSeen ignored -> {}
            case Fact.ClockCorrected ignored -> {}
        }
    }

    private void remove(ContributorKey contributor, Fact.RemovalReason why) {
        switch (why) {
            case REPLACED -> tracker().remove(contributor);
            case RETENTION -> {
                if (tracker().pending(contributor)) {
                    flush();
                }
                tracker().expire(contributor);
            }
        }
    }

    /** Scheduled only while updates are pending, because every punctuation costs a commit. */
    private void scheduleFlush() {
        if (timer == null) {
            timer = context.schedule(FLUSH_INTERVAL, PunctuationType.WALL_CLOCK_TIME, now -> {
                flush();
                cancelTimer();
            });
        }
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private void flush() {
        long now = context.currentSystemTimeMs();
        for (SeriesDelta delta : tracker().drainDeltas()) {
            for (MetricDelta part : MetricDelta.of(delta)) {
                context.forward(new Record<>(MetricKey.of(delta.series()), part, now));
            }
        }
    }
}
