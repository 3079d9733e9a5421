package io.delegraph.codec;

import io.delegraph.lifecycle.row.RowKey;
import io.delegraph.lifecycle.row.ToolRow;
import io.delegraph.schemas.event.Denial;
import io.delegraph.schemas.event.ToolOutcome;

/** Reads and writes the row of a tool call, the most frequent kind. */
final class ToolRowCodec {
    private static final ToolOutcome[] OUTCOMES = ToolOutcome.values();
    private static final Denial[] DENIALS = Denial.values();

    private ToolRowCodec() {}

    static void write(ToolRow tool, FieldWriter out) {
        out.text(tool.tool())
                .text(tool.target())
                .time(tool.startedAt())
                .time(tool.endedAt())
                .constant(tool.outcome())
                .number(tool.durationMs())
                .text(tool.error())
                .hex(tool.file())
                .number(tool.chars())
                .constant(tool.denial())
                .text(tool.errorMessage())
                .id(tool.promptId())
                .number(ImpliedFields.code(tool.tool(), tool.action()));
        CallEvidenceCodec.write(tool.evidence(), out);
        out.text(tool.permissionMode()).flag(tool.personsWords());
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
                .evidence(CallEvidenceCodec.read(in))
                .permissionMode(in.text())
                .personsWords(in.flag())
                .build();
    }
}
