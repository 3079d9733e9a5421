package io.delegraph.tools.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.config.Settings;
import io.delegraph.stream.DelegraphTopology;
import io.delegraph.tools.replay.Hook;
import io.delegraph.tools.security.SecurityCheck;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GeneratedSessionTest {
    private static final long START = 1_795_200_000_000L;
    private static final long LATER = START + 86_400_000;

    /** Findings are rare in real sessions, so a benchmark with findings in each would measure something else. */
    @Test
    void shouldHaveNothingForSecurityRulesToFind() {
        Settings settings = Settings.load(null, Map.of());
        SecurityCheck check = new SecurityCheck(DelegraphTopology.policies(settings));
        for (int number = 0; number < 40; number++) {
            for (Hook hook : GeneratedSession.of(7, number, START).hooks()) {
                assertThat(check.add(hook.envelope(), hook.firedAt())).isTrue();
            }
        }

        assertThat(check.sessions()).isEqualTo(40);
        assertThat(check.findings(settings.securityPolicy(), LATER)).isEmpty();
    }
}
