package io.delegraph.app;

import io.delegraph.live.Feed;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends one event to each reader and ends. */
public final class FakeFeed implements Feed {
    public final List<String> opened = new CopyOnWriteArrayList<>();
    public final AtomicInteger open = new AtomicInteger();
    volatile String text = ":\n\n";
    public volatile RuntimeException refusal;

    @Override
    public FeedStream open(String lastEventId, String session) {
        if (refusal != null) {
            throw refusal;
        }
        opened.add(lastEventId + " " + session);
        open.incrementAndGet();
        return new FeedStream() {
            @Override
            public void writeTo(OutputStream out) throws IOException {
                out.write(text.getBytes(StandardCharsets.UTF_8));
            }

            @Override
            public void close() {
                open.decrementAndGet();
            }
        };
    }
}
