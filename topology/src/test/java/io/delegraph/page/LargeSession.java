package io.delegraph.page;

import java.util.List;
import java.util.stream.IntStream;

/** A session of many agents at work: the root requested the first ten, these requested the others. */
record LargeSession(String session, int size) {
    private static final int HEADS = 10;

    /** The hooks that start them. */
    List<String> starts() {
        return IntStream.range(0, size).mapToObj(this::start).toList();
    }

    private String start(int i) {
        String parent = i < HEADS ? "" : ",\"parentAgentId\":\"" + agent(i % HEADS) + "\"";
        return envelope(
                "start-" + i,
                "\"hook_event_name\":\"SubagentStart\",\"agent_id\":\"" + agent(i) + "\",\"agent_type\":\"Explore\"",
                ",\"agent_meta\":{\"agentType\":\"Explore\",\"description\":\"" + title(i) + "\",\"toolUseId\":\"call-"
                        + i + "\"" + parent + "}");
    }

    /** The n-th event: a tool call of one of them. */
    String tool(int n) {
        return envelope(
                "tool-" + n,
                "\"hook_event_name\":\"PostToolUse\",\"agent_id\":\"" + agent(n * 7 % size)
                        + "\",\"agent_type\":\"Explore\",\"tool_name\":\"Read\",\"tool_use_id\":\"tool-" + n
                        + "\",\"tool_input\":{\"file_path\":\"/src/part" + n + "\"},\"duration_ms\":20",
                "");
    }

    /** It comes to a good end; what it cost is known. */
    String finishes(int i) {
        return envelope(
                "stop-" + i,
                "\"hook_event_name\":\"SubagentStop\",\"agent_id\":\"" + agent(i) + "\",\"agent_type\":\"Explore\"",
                ",\"agent_usage\":{\"input_tokens\":1000,\"output_tokens\":" + 1000 * (i + 1)
                        + ",\"requests\":1,\"model\":\"claude-sonnet-4-5\"}");
    }

    /** It fails, and says why. */
    String fails(int i, String error) {
        return envelope(
                "failure-" + i,
                "\"hook_event_name\":\"StopFailure\",\"agent_id\":\"" + agent(i)
                        + "\",\"agent_type\":\"Explore\",\"error\":\"unknown\",\"last_assistant_message\":\"" + error
                        + "\"",
                "");
    }

    /** It asks a person whether it may use a tool. */
    String asks(int i) {
        return envelope(
                "permission-" + i,
                "\"hook_event_name\":\"PermissionRequest\",\"agent_id\":\"" + agent(i)
                        + "\",\"agent_type\":\"Explore\",\"tool_name\":\"Bash\",\"tool_input\":{\"command\":\"git push\"}",
                "");
    }

    static String agent(int i) {
        return "agent" + i;
    }

    static String title(int i) {
        return "look at part " + i;
    }

    private String envelope(String id, String hook, String more) {
        return "{\"id\":\"" + session + id + "\",\"at\":" + System.currentTimeMillis() + ",\"hook\":{\"session_id\":\""
                + session + "\",\"cwd\":\"/crowd\"," + hook + "}" + more + "}";
    }
}
