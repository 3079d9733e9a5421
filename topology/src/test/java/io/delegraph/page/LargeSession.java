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
                ",\"agent_meta\":{\"agentType\":\"Explore\",\"description\":\"look at part " + i
                        + "\",\"toolUseId\":\"call-" + i + "\"" + parent + "}");
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

    private static String agent(int i) {
        return "agent" + i;
    }

    private String envelope(String id, String hook, String more) {
        return "{\"id\":\"" + session + id + "\",\"at\":" + System.currentTimeMillis() + ",\"hook\":{\"session_id\":\""
                + session + "\",\"cwd\":\"/crowd\"," + hook + "}" + more + "}";
    }
}
