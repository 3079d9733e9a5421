package io.delegraph.tools.bench;

import io.delegraph.codec.RowCodec;
import io.delegraph.lifecycle.row.AgentRow;
import io.delegraph.lifecycle.row.ClientRow;
import io.delegraph.lifecycle.row.LinkRow;
import io.delegraph.lifecycle.row.PromptRow;
import io.delegraph.lifecycle.row.RunMark;
import io.delegraph.lifecycle.row.SessionRow;
import io.delegraph.lifecycle.row.ShellRow;
import io.delegraph.lifecycle.row.SpawnRow;
import io.delegraph.lifecycle.row.TextRow;
import io.delegraph.lifecycle.row.ToolRow;
import io.delegraph.lifecycle.row.WaitRow;
import io.delegraph.stream.record.Names;
import io.delegraph.tools.simulation.SimulatedLoad;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;

/** Measures the stored size of the load: in topics, in stores, per agent and per tool call. */
final class StorageBenchmark {
    private static final int AGENT_BUDGET_BYTES = 400;
    private static final int CALL_BUDGET_BYTES = 100;

    private final BenchmarkReport report;
    private final Admin admin;
    private final KafkaStreams streams;
    private final Path stateDir;

    StorageBenchmark(BenchmarkReport report, Admin admin, KafkaStreams streams, Path stateDir) {
        this.report = report;
        this.admin = admin;
        this.streams = streams;
        this.stateDir = stateDir;
    }

    void measure(long rawBytes, SimulatedLoad load) throws ExecutionException, InterruptedException, IOException {
        report.section("Storage, before compaction and retention; raw bytes as they were sent, not compressed");
        Map<String, Long> topics = topicBytes();
        long inTopics = topics.values().stream().mapToLong(Long::longValue).sum();
        long inState = directoryBytes();
        topics.forEach((topic, bytes) -> {
            if (bytes > inTopics / 200) {
                report.figure("bytes per raw byte in " + topic, (double) bytes / rawBytes, "");
            }
        });
        report.figure("bytes per raw byte in the state directory", (double) inState / rawBytes, "");
        report.figure("bytes per raw byte, everything", (double) (inTopics + inState) / rawBytes, "");
        rows(load);
    }

    private void rows(SimulatedLoad load) {
        long agents = 0;
        long calls = 0;
        long agentBytes = 0;
        long callBytes = 0;
        long sessionBytes = 0;
        try (KeyValueIterator<Bytes, byte[]> all = streams.store(StoreQueryParameters.fromNameAndType(
                        Names.ROWS, QueryableStoreTypes.<Bytes, byte[]>keyValueStore()))
                .all()) {
            while (all.hasNext()) {
                KeyValue<Bytes, byte[]> entry = all.next();
                int bytes = entry.key.get().length + entry.value.length;
                switch (RowCodec.read(entry.key.get(), entry.value)) {
                    case ToolRow ignored -> {
                        calls++;
                        callBytes += bytes;
                    }
                    case AgentRow agent -> {
                        agents++;
                        agentBytes += bytes;
                    }
                    case SpawnRow ignored -> agentBytes += bytes;
                    case RunMark ignored -> agentBytes += bytes;
                    case WaitRow ignored -> agentBytes += bytes;
                    case SessionRow ignored -> sessionBytes += bytes;
                    case PromptRow ignored -> sessionBytes += bytes;
                    case LinkRow ignored -> sessionBytes += bytes;
                    case ClientRow ignored -> sessionBytes += bytes;
                    case ShellRow ignored -> sessionBytes += bytes;
                    case TextRow ignored -> sessionBytes += bytes;
                }
            }
        }
        report.atMost(
                AGENT_BUDGET_BYTES,
                "rows of an agent: itself, request, runs, waits",
                (double) agentBytes / agents,
                "B");
        report.atMost(CALL_BUDGET_BYTES, "row of a tool call", (double) callBytes / calls, "B");
        report.figure("rows of a session beside its agents", (double) sessionBytes / load.sessions(), "B");
    }

    private Map<String, Long> topicBytes() throws ExecutionException, InterruptedException {
        int broker = admin.describeCluster().nodes().get().iterator().next().id();
        Map<String, Long> bytes = new TreeMap<>();
        Map<String, LogDirDescription> dirs = Objects.requireNonNull(
                admin.describeLogDirs(List.of(broker)).allDescriptions().get().get(broker), "the broker was asked for");
        for (LogDirDescription dir : dirs.values()) {
            dir.replicaInfos().forEach((partition, info) -> {
                if (!partition.topic().equals(PassThrough.OUT)) {
                    bytes.merge(partition.topic(), info.size(), Long::sum);
                }
            });
        }
        return bytes;
    }

    private long directoryBytes() throws IOException {
        try (Stream<Path> files = Files.walk(stateDir)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
