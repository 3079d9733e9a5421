package io.delegraph.query;

import io.delegraph.schemas.security.SecurityFinding;
import io.delegraph.stream.record.Partitioning;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lists of the security findings of this instance. */
final class LocalFindings {
    private final LocalStores stores;

    LocalFindings(LocalStores stores) {
        this.stores = stores;
    }

    Queries.Page<SecurityFinding> page(Queries.FindingFilter filter, Queries.PageRequest page) {
        @Nullable Cursor after = Cursor.decode(page.cursor());
        PageCollector<SecurityFinding> list =
                new PageCollector<>(page.limit(), after, Cursor::of, PageCollector.MAX_SCANNED_SESSIONS);
        if (filter.sessionId() != null) {
            int partition = Partitioning.of(filter.sessionId(), stores.totalPartitions());
            stores.findings(partition).of(filter.sessionId()).values().stream()
                    .filter(filter::matches)
                    .forEach(list::add);
            return list.page(List.of());
        }
        Set<Integer> partitions = stores.partitions();
        return list.page(
                stores.queryEach(partitions, partition -> collect(partition, filter, page.limit(), after, list)));
    }

    /** Adds a page of one partition, and everything of the millisecond in which it ends: the order within it is not that of the store. */
    private void collect(
            int partition,
            Queries.FindingFilter filter,
            int limit,
            @Nullable Cursor after,
            PageCollector<SecurityFinding> list) {
        long latest = Math.min(
                after == null ? Long.MAX_VALUE : after.lastSeenAt(),
                filter.to() == null ? Long.MAX_VALUE : filter.to());
        long earliest = filter.from() == null ? 0 : filter.from();
        int[] added = {0};
        long[] last = {Long.MAX_VALUE};
        stores.findings(partition).forEach(latest, finding -> {
            if (finding.at() < earliest || added[0] > limit && finding.at() < last[0]) {
                return false;
            }
            boolean behind = after == null || Cursor.of(finding).compareTo(after) > 0;
            if (behind && filter.matches(finding)) {
                list.add(finding);
                added[0]++;
                last[0] = finding.at();
            }
            return true;
        });
    }
}
