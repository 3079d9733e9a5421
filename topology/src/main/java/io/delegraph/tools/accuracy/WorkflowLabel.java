package io.delegraph.tools.accuracy;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.delegraph.schemas.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A reader's labels of one workflow.
 *
 * @param call the first Agent call in it; null when there is none
 * @param prompt its prompt's id where there is no call
 */
public record WorkflowLabel(
        String session,
        @Nullable String call,
        String prompt,
        String orchestration,
        List<DelegatorLabel> agents,
        List<DelegationLabel> delegations,
        List<RelationLabel> relations) {
    public WorkflowLabel {
        agents = agents == null ? List.of() : List.copyOf(agents);
        delegations = delegations == null ? List.of() : List.copyOf(delegations);
        relations = relations == null ? List.of() : List.copyOf(relations);
    }

    /**
     * The labels of an agent that delegates.
     *
     * @param agent root, or the call that started it
     */
    public record DelegatorLabel(
            String agent, String strategy, @Nullable Boolean orchestrator) {}

    /** The labels of a delegation, by its call. */
    public record DelegationLabel(
            String call,
            String coordination,
            @JsonProperty("expected_outcome") String expectedOutcome,
            @JsonProperty("delegation_reason") String delegationReason,
            @JsonProperty("resource_allocation") String resourceAllocation,
            String specialization) {}

    /** The labels of two agents, by the calls that started them. */
    public record RelationLabel(String kind, String from, String to) {}

    /** Reads all files; when several readers labelled a workflow, the first one counts. */
    public static List<WorkflowLabel> read(List<Path> files) throws IOException {
        List<WorkflowLabel> labels = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Path file : files) {
            int number = 0;
            for (String line : Files.readAllLines(file)) {
                number++;
                WorkflowLabel label = parse(line, file, number);
                if (seen.add(label.session + " " + label.name())) {
                    labels.add(label);
                }
            }
        }
        return labels;
    }

    private static WorkflowLabel parse(String line, Path file, int number) throws IOException {
        try {
            WorkflowLabel label = Json.read(line.getBytes(StandardCharsets.UTF_8), WorkflowLabel.class);
            if (label.session != null && label.orchestration != null && label.name() != null) {
                return label;
            }
        } catch (Json.MalformedJsonException e) {
            throw new IOException(file + " line " + number + " is no JSON of a label", e);
        }
        throw new IOException(
                file + " line " + number + " is no label: session, orchestration and call or prompt are needed");
    }

    private String name() {
        return call == null ? prompt : call;
    }
}
