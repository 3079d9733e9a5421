package io.delegraph.aggregates;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.delegraph.schemas.Json;
import io.delegraph.schemas.graph.CoordinationPattern;
import io.delegraph.schemas.graph.DelegationReason;
import io.delegraph.schemas.graph.DelegationStrategy;
import io.delegraph.schemas.graph.ExpectedOutcome;
import io.delegraph.schemas.graph.WorkflowOrchestration;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The same names are used everywhere for the same things. */
class WireNamesTest {
    private static List<String> described(String pointer) throws IOException {
        try (InputStream file = Json.class.getResourceAsStream("metric-window.schema.json")) {
            JsonNode words = Json.MAPPER.readTree(file).at(pointer);
            List<String> texts = new ArrayList<>();
            words.forEach(word -> texts.add(word.asText()));
            return texts;
        }
    }

    @Test
    void shouldDescribeEveryAmountMeasureAndDimension() throws IOException {
        assertThat(described("/properties/amounts/propertyNames/enum"))
                .containsExactlyElementsOf(Arrays.stream(SumMetric.values())
                        .map(SumMetric::wireName)
                        .toList());
        assertThat(described("/properties/quantiles/propertyNames/enum"))
                .containsExactlyElementsOf(distributions(false));
        assertThat(described("/properties/classes/propertyNames/enum")).containsExactlyElementsOf(distributions(true));
        assertThat(described("/properties/group/propertyNames/enum"))
                .containsExactlyElementsOf(Arrays.stream(Dimension.values())
                        .map(Dimension::wireName)
                        .toList());
        assertThat(described("/properties/window/enum"))
                .containsExactlyElementsOf(Arrays.stream(WindowSize.values())
                        .map(WindowSize::wireName)
                        .toList());
        assertThat(described("/properties/subject/enum")).isEqualTo(Subject.wireNames());
    }

    private static List<String> distributions(boolean ofClasses) {
        return Arrays.stream(DistributionMetric.values())
                .filter(metric -> metric.classes().isEmpty() != ofClasses)
                .map(DistributionMetric::wireName)
                .toList();
    }

    @Test
    void shouldUseTheSameNamesAsTheTopics() {
        Stream.<Enum<?>[]>of(
                        DelegationStrategy.values(),
                        WorkflowOrchestration.values(),
                        DelegationReason.values(),
                        ExpectedOutcome.values(),
                        CoordinationPattern.values())
                .flatMap(Arrays::stream)
                .forEach(constant -> assertThat(DimensionValues.jsonName(constant))
                        .isEqualTo(Json.MAPPER.convertValue(constant, String.class)));
    }

    @Test
    void shouldKnowEveryDimensionOfEveryGrouping() {
        RandomLifecycles lifecycles = new RandomLifecycles(1, 1_000_000, 1);
        List<Contribution> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            all.addAll(DelegationContributions.all(lifecycles.agent()));
            all.addAll(WorkflowContributions.of(lifecycles.workflow()));
        }
        assertThat(all).extracting(Contribution::subject).contains(Subject.values());
        assertThat(all)
                .allSatisfy(contribution -> Groupings.of(contribution.subject())
                        .forEach(grouping ->
                                assertThat(contribution.values().keySet()).containsAll(grouping.dimensions())));
    }
}
