package io.delegraph.security.action;

import io.delegraph.schemas.event.CommandFeature;
import io.delegraph.security.shell.ProgramCall;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Commands that start another agent client, and whether that asks anybody. */
final class AgentClientRule implements CommandRule {
    /** Clients, with the words by which they ask nobody. */
    private static final Map<String, Pattern> CLIENTS = Map.ofEntries(
            Map.entry(
                    "claude",
                    Pattern.compile("--dangerously-skip-permissions|--permission-mode[= ]bypassPermissions"
                            + "|\"defaultMode\"\\s*:\\s*\"bypassPermissions\"")),
            Map.entry(
                    "codex",
                    Pattern.compile(
                            "--full-auto|--yolo|--dangerously-bypass-approvals-and-sandbox|--sandbox[= ]danger-full-access|-s[= ]danger-full-access")),
            Map.entry("gemini", Pattern.compile("--yolo|(?<!\\S)-y(?!\\S)|--approval-mode[= ]yolo")),
            Map.entry("qwen", Pattern.compile("--yolo|(?<!\\S)-y(?!\\S)")),
            Map.entry("cursor-agent", Pattern.compile("--force|(?<!\\S)-f(?!\\S)|--yolo")),
            Map.entry("aider", Pattern.compile("--yes-always|--yes(?!\\S)")),
            Map.entry("amp", Pattern.compile("--dangerously-allow-all")),
            Map.entry("q", Pattern.compile("--trust-all-tools")),
            Map.entry("kiro-cli", Pattern.compile("--trust-all-tools")),
            Map.entry("copilot", Pattern.compile("--allow-all-tools|--yolo")),
            Map.entry("opencode", Pattern.compile("--dangerously-skip-permissions|--yolo")),
            Map.entry("goose", Pattern.compile("GOOSE_MODE=auto")),
            Map.entry("droid", Pattern.compile("--skip-permissions-unsafe|--auto[= ]high")),
            Map.entry("crush", Pattern.compile("--yolo|(?<!\\S)-y(?!\\S)")));

    private static final List<String> NO_SESSION =
            List.of("--version", "-v", "--help", "-h", "mcp", "update", "doctor", "config", "login", "logout");

    @Override
    public Set<String> programs() {
        return Names.union(CLIENTS.keySet(), Set.of("claude-code"));
    }

    @Override
    public void look(ProgramCall call, EvidenceBuilder evidence) {
        List<String> words = call.arguments();
        boolean chat = !call.name().equals("q") || words.contains("chat");
        if (!chat || !words.isEmpty() && NO_SESSION.contains(words.getFirst())) {
            return;
        }
        evidence.feature(CommandFeature.AGENT_CLIENT);
        Pattern bypass = CLIENTS.getOrDefault(call.name(), CLIENTS.get("claude"));
        // the words of a prompt are one argument, which begins with no dash
        String options = String.join(
                " ",
                words.stream()
                        .filter(word -> word.indexOf(' ') < 0 || word.startsWith("{"))
                        .toList());
        if (bypass != null && bypass.matcher(options).find()) {
            evidence.feature(CommandFeature.AGENT_CLIENT_BYPASS);
        }
    }
}
