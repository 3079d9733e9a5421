package io.delegraph.codec;

import io.delegraph.lifecycle.row.RowKey;
import io.delegraph.lifecycle.row.ToolRow;
import io.delegraph.schemas.event.Denial;
import io.delegraph.schemas.event.ToolOutcome;

/** A tool call: most rows of a store are these. */
final class ToolRowCodec {
    private static final ToolOutcome[] OUTCOMES = ToolOutcome.values();
    private static final Denial[] DENIALS = Denial.values();

    private ToolRowCodec() {}

    static void write(ToolRow it, FieldWriter out) {
        out.text(it.tool())
                .text(it.target())
                .time(it.startedAt())
                .time(it.endedAt())
                .constant(it.outcome())
                .number(it.durationMs())
                .text(it.error())
                .hex(it.file())
                .number(it.chars())
                .constant(it.denial())
                .text(it.errorMessage())
                .id(it.promptId())
                .number(ImpliedFields.code(it.tool(), it.action()));
    }

    static ToolRow read(RowKey.OfTool key, FieldReader in) {
        String tool = in.text();
        return ToolRow.builder()
                .agentId(key.agentId())
                .toolUseId(key.toolUseId())
                .tool(tool)
                .target(in.text())
                .startedAt(in.time())
                .endedAt(in.time())
                .outcome(in.constant(OUTCOMES))
                .durationMs(in.number())
                .error(in.text())
                .file(in.hex())
                .chars(in.integer())
                .denial(in.constant(DENIALS))
                .errorMessage(in.text())
                .promptId(in.id())
                .action(ImpliedFields.action(tool, in.integer()))
                .build();
    }
}
