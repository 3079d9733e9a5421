package io.delegraph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import org.junit.jupiter.api.Test;

class TimeArgumentTest {
    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");

    @Test
    void shouldReadMomentsAsPeopleWriteThem() {
        assertThat(TimeArgument.parse("7d", NOW)).isEqualTo("2026-03-03T12:00:00Z");
        assertThat(TimeArgument.parse("12h", NOW)).isEqualTo("2026-03-10T00:00:00Z");
        assertThat(TimeArgument.parse("30m", NOW)).isEqualTo("2026-03-10T11:30:00Z");
        assertThat(TimeArgument.parse("2026-01-31T08:00:00Z", NOW)).isEqualTo("2026-01-31T08:00:00Z");
        assertThat(TimeArgument.parse("2026-01-31", NOW))
                .isEqualTo(LocalDate.of(2026, 1, 31)
                        .atStartOfDay(ZoneId.systemDefault())
                        .toInstant());
    }

    @Test
    void shouldRefuseAnythingElse() {
        assertThatThrownBy(() -> TimeArgument.parse("yesterday", NOW)).isInstanceOf(DateTimeParseException.class);
        assertThatThrownBy(() -> TimeArgument.parse("7 days", NOW)).isInstanceOf(DateTimeParseException.class);
    }
}
