package io.delegraph.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.delegraph.schemas.event.AgentEvent;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.WorkflowSummary;
import io.delegraph.schemas.metrics.MetricWindow;
import io.delegraph.schemas.ocsf.ApplicationLifecycle;
import io.delegraph.schemas.ocsf.DetectionFinding;
import io.delegraph.schemas.security.SecurityFinding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares every published record with its JSON Schema: a new type or field without an entry fails here. */
class SchemasTest {
    private static final Schema EVENT = Schema.of("agent-event");
    private static final Schema OCSF = Schema.of("ocsf-event");

    /**
     * A record type with its description.
     *
     * @param read the type that readers request
     * @param object the schema of the record itself
     */
    record Contract(Class<? extends Record> type, Class<?> read, Schema schema, JsonNode object, List<String> more) {
        Object value(boolean everything) {
            return new Filler(schema, everything).fill(type, object, more.toArray(String[]::new));
        }

        @Override
        public String toString() {
            return type.getSimpleName();
        }
    }

    static Stream<Contract> contracts() {
        Stream<Contract> events = kinds().map(kind -> new Contract(
                kind.value().asSubclass(Record.class),
                AgentEvent.class,
                EVENT,
                EVENT.root().at("/$defs/" + kind.name()),
                List.of("kind")));
        return Stream.concat(
                events,
                Stream.of(
                        contract(AgentLifecycle.class, "agent-lifecycle"),
                        contract(WorkflowSummary.class, "workflow-summary"),
                        contract(MetricWindow.class, "metric-window"),
                        contract(SecurityFinding.class, "security-finding"),
                        ocsf(DetectionFinding.class, "detection_finding"),
                        ocsf(ApplicationLifecycle.class, "application_lifecycle")));
    }

    private static Contract contract(Class<? extends Record> type, String name) {
        Schema schema = Schema.of(name);
        return new Contract(type, type, schema, schema.root(), List.of());
    }

    private static Contract ocsf(Class<? extends Record> type, String definition) {
        return new Contract(type, type, OCSF, OCSF.root().at("/$defs/" + definition), List.of());
    }

    private static Stream<JsonSubTypes.Type> kinds() {
        return Arrays.stream(AgentEvent.class.getAnnotation(JsonSubTypes.class).value());
    }

    @Test
    void shouldDescribeEveryKindOfEvent() {
        List<String> described = new ArrayList<>();
        EVENT.root()
                .get("oneOf")
                .forEach(one -> described.add(one.get("$ref").asText().substring("#/$defs/".length())));
        assertThat(described)
                .containsExactlyInAnyOrderElementsOf(
                        kinds().map(JsonSubTypes.Type::name).toList());
        assertThat(kinds().<Class<?>>map(JsonSubTypes.Type::value))
                .containsExactlyInAnyOrderElementsOf(records(AgentEvent.class).toList());
    }

    private static Stream<Class<?>> records(Class<?> sealed) {
        return sealed.isSealed()
                ? Arrays.stream(sealed.getPermittedSubclasses()).flatMap(SchemasTest::records)
                : Stream.of(sealed);
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void shouldBeValidAndReadBackTheSame(Contract contract) throws IOException {
        for (boolean everything : new boolean[] {true, false}) {
            Object value = contract.value(everything);
            byte[] json = Json.write(value);
            assertThat(contract.schema().errors(Json.MAPPER.readTree(json)))
                    .as("%s", value)
                    .isEmpty();
            assertThat((Object) Json.read(json, contract.read())).isEqualTo(value);
        }
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void shouldRefuseAnotherTypeInAnyField(Contract contract) {
        ObjectNode json = Json.MAPPER.valueToTree(contract.value(true));
        json.fieldNames().forEachRemaining(field -> {
            ObjectNode wrong = json.deepCopy();
            wrong.putArray(field).addArray();
            assertThat(contract.schema().errors(wrong)).as(field).isNotEmpty();
        });
        assertThat(contract.schema().errors(json.deepCopy().put("unheard_of", 1)))
                .isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void shouldTolerateAFieldOfANewerWriter(Contract contract) {
        ObjectNode json = Json.MAPPER.valueToTree(contract.value(true));
        json.put("unheard_of", 1);

        assertThat((Object) Json.read(Json.write(json), contract.read())).isEqualTo(contract.value(true));
    }
}
