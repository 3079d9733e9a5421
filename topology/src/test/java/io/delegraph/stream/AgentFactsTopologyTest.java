package io.delegraph.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.delegraph.schemas.event.HostClass;
import io.delegraph.schemas.event.PathClass;
import io.delegraph.schemas.event.ToolAction;
import io.delegraph.schemas.lifecycle.AgentActivity;
import io.delegraph.schemas.lifecycle.AgentLifecycle;
import io.delegraph.schemas.lifecycle.PermissionModeSource;
import io.delegraph.tools.security.CheckedHooks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a published lifecycle says of an agent's mode and of what it has done. */
class AgentFactsTopologyTest {
    @TempDir
    private Path dir;

    private Map<String, AgentLifecycle> agents(CheckedHooks hooks, List<byte[]> order) {
        try (PipedTopology topology =
                new PipedTopology(dir.resolve("t" + System.identityHashCode(order)), hooks.lastAt(), Map.of())) {
            for (byte[] hook : order) {
                topology.pipe(hook, topology.now());
                topology.advance(Duration.ofMillis(50));
            }
            topology.advance(Duration.ofSeconds(70));
            return topology.lifecycles().values().stream()
                    .collect(Collectors.toMap(AgentLifecycle::agentId, Function.identity()));
        }
    }

    @Test
    void shouldSayHowEachModeIsKnown() {
        CheckedHooks hooks = new CheckedHooks()
                .mode("acceptEdits")
                .start()
                .delegate("a1", "general-purpose")
                .delegate("a2", "general-purpose")
                .call("a1", "Bash ls")
                .imported()
                .delegate("a3", "general-purpose")
                .mode("plan")
                .call("a3", "Bash ls");
        for (List<byte[]> order : List.of(hooks.hooks(), hooks.hooksShuffled(1))) {
            Map<String, AgentLifecycle> agents = agents(hooks, order);

            assertThat(agents.get("a1").permissionMode()).isEqualTo("acceptEdits");
            assertThat(agents.get("a1").permissionModeSource()).isEqualTo(PermissionModeSource.HOOK);
            assertThat(agents.get("a2").permissionMode()).isEqualTo("acceptEdits");
            assertThat(agents.get("a2").permissionModeSource()).isEqualTo(PermissionModeSource.PARENT);
            assertThat(agents.get("a3").permissionMode()).isEqualTo("plan");
            assertThat(agents.get("a3").permissionModeSource()).isEqualTo(PermissionModeSource.TRANSCRIPT);
        }
    }

    @Test
    void shouldSayWhatAnAgentHasDone() {
        CheckedHooks hooks = new CheckedHooks()
                .start()
                .delegate("a1", "general-purpose")
                .call("a1", "Bash cat ~/.netrc; echo a > /tmp/a")
                .call("a1", "Write /home/dev/project/a.txt")
                .call("a1", "WebFetch https://docs.example.com")
                .denied("a1", "Bash rm -rf ~", "Permission to use Bash with command x has been denied.")
                .delegate("a2", "Explore");
        for (List<byte[]> order : List.of(hooks.hooks(), hooks.hooksShuffled(2))) {
            Map<String, AgentLifecycle> agents = agents(hooks, order);

            assertThat(agents.get("a1").activity())
                    .isEqualTo(new AgentActivity(
                            List.of(ToolAction.WRITE_FILE, ToolAction.RUN_SHELL),
                            List.of(PathClass.PROJECT, PathClass.TMP, PathClass.SECRET),
                            List.of(HostClass.OTHER)));
            assertThat(agents.get("a2").activity()).isEqualTo(AgentActivity.NONE);
            assertThat(agents.get("root").activity().actions()).containsExactly(ToolAction.DELEGATE);
        }
    }
}
