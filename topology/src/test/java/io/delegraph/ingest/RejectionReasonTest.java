package io.delegraph.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.ingest.adapters.ClientAdapters;
import java.nio.charset.StandardCharsets;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reasons are shown in {@code /status} and on the page, so they must not contain any text of the payload. */
class RejectionReasonTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "hunter2",
                "hunter2 is my password",
                "{hunter2: 1}",
                "{\"a\": hunter2}",
                "{\"a\": 1} hunter2",
                "{\"a\": \"\\hunter2\"}",
                "[\"hunter2\"]",
                "\"hunter2\"",
                "{\"hunter2\"}",
                "{\"a\": 1hunter2}",
                "{\"a\": true'hunter2'}",
                "{\"a\": truehunter2}",
                "{\"session_id\": \"s\", \"hook_event_name\": {\"hunter2\": 1}}",
            })
    void shouldQuoteNothingOfTheRejectedRecord(String record) {
        Normalized normalized = ClientAdapters.normalizer(PrivacyMode.DEFAULT, KeyedHashes.NONE)
                .normalize(record.getBytes(StandardCharsets.UTF_8), new RawPosition(0, 0, 0));

        assertThat(normalized)
                .asInstanceOf(InstanceOfAssertFactories.type(Normalized.Invalid.class))
                .extracting(Normalized.Invalid::reason)
                .asString()
                .isNotBlank()
                .doesNotContainIgnoringCase("hunter2");
    }
}
