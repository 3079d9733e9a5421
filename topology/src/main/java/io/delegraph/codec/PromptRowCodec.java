package io.delegraph.codec;

import io.delegraph.lifecycle.row.PromptRow;
import io.delegraph.lifecycle.row.RowKey;

/** A prompt of the root. */
final class PromptRowCodec {
    private PromptRowCodec() {}

    static void write(PromptRow it, FieldWriter out) {
        out.time(it.ownAt()).number(it.promptChars()).text(it.command());
        CompositeFields.flags(it.declared(), out);
        out.stamped(it.notifiedTask())
                .time(it.notifiedAt())
                .time(it.stoppedAt())
                .time(it.listedAt());
        CompositeFields.failure(it.failed(), out);
        CompositeFields.usage(it.usage(), out);
        CompositeFields.model(it.usage(), out);
        out.count(it.toolCalls()).count(it.toolFailures());
    }

    static PromptRow read(RowKey.OfPrompt key, FieldReader in) {
        return PromptRow.builder()
                .promptId(key.promptId())
                .ownAt(in.time())
                .promptChars(in.integer())
                .command(in.text())
                .declared(CompositeFields.flags(in))
                .notifiedTask(in.stamped())
                .notifiedAt(in.time())
                .stoppedAt(in.time())
                .listedAt(in.time())
                .failed(CompositeFields.failure(in))
                .usage(CompositeFields.model(CompositeFields.usage(in), in))
                .toolCalls(in.count())
                .toolFailures(in.count())
                .build();
    }
}
