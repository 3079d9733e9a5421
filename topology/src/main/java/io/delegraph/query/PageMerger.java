package io.delegraph.query;

import io.delegraph.query.Queries.Page;
import io.delegraph.query.Queries.SearchPage;
import io.delegraph.schemas.lifecycle.SessionMatch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Merges several instances' pages of the same list into one. */
final class PageMerger {
    private PageMerger() {}

    /**
     * Merges in the order of {@link Cursor}. An item that two instances have while its partition moves is shown once, with the latest
     * sighting. Items beyond the position up to which every instance has answered are left out. A partition is missing when it is missing
     * on every instance.
     *
     * @param pages not empty
     */
    static <T> Page<T> of(List<Page<T>> pages, int limit, Function<T, Cursor> place) {
        Cursor end = pages.stream()
                .map(page -> Cursor.decode(page.next()))
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
        List<T> all = pages.stream()
                .flatMap(page -> page.items().stream())
                .sorted(Comparator.comparing(place))
                .toList();
        Set<List<String>> shown = new HashSet<>();
        List<T> items = new ArrayList<>();
        Cursor last = null;
        boolean more = end != null;
        for (T item : all) {
            Cursor at = place.apply(item);
            boolean beyond = end != null && at.compareTo(end) > 0;
            if (beyond || items.size() == limit) {
                more = true;
                break;
            }
            if (shown.add(List.of(at.sessionId(), at.agentId()))) {
                items.add(item);
            }
            last = at;
        }
        Cursor next = items.size() == limit || end == null ? last : end;
        return new Page<>(items, more && next != null ? next.encode() : null, missing(pages));
    }

    /** The same of a search: it stopped early where one of them did. */
    static SearchPage search(List<SearchPage> answers, int limit) {
        List<Page<SessionMatch>> pages = answers.stream()
                .map(answer -> new Page<>(answer.items(), answer.next(), answer.missingPartitions()))
                .toList();
        return SearchPage.of(of(pages, limit, Cursor::of), answers.stream().anyMatch(SearchPage::stoppedEarly));
    }

    /** The first of them in their own order, each once. */
    static <T extends Comparable<T>> Page<T> sorted(List<Page<T>> pages, int limit) {
        List<T> items = pages.stream()
                .flatMap(page -> page.items().stream())
                .distinct()
                .sorted()
                .limit(limit)
                .toList();
        return new Page<>(items, null, missing(pages));
    }

    /** What every one of them misses. */
    static List<Integer> missing(List<? extends Page<?>> pages) {
        return missingOf(pages.stream().map(Page::missingPartitions).toList());
    }

    /** What is in every list. */
    static List<Integer> missingOf(List<List<Integer>> lists) {
        Set<Integer> missing = new TreeSet<>(lists.getFirst());
        lists.forEach(missing::retainAll);
        return List.copyOf(missing);
    }
}
