package io.delegraph.install;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HookFragmentTest {
    @ParameterizedTest
    @EnumSource(Transport.class)
    void shouldNeverRegisterWhatReplacesOrSlowsTheClientsOwnWork(Transport transport) {
        assertThat(HookFragment.of(transport, "a/telemetry-hook.sh").events())
                .contains("SubagentStart", "SubagentStop", "PreToolUse", "PostToolUse", "UserPromptSubmit")
                .doesNotContain("WorktreeCreate", "MessageDisplay");
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void shouldKeepTheScriptsSubagentStartAsynchronous(Transport transport) {
        boolean async = HookFragment.of(transport, "x/telemetry-hook.sh")
                .handler("SubagentStart")
                .path("async")
                .asBoolean();
        assertThat(async).isEqualTo(transport != Transport.HTTP);
    }
}
