package io.delegraph.query;

import java.util.List;

/** A whole list as a response: an object, so that fields can be added later. */
public record ItemList<T>(List<T> items) {
    public ItemList {
        items = List.copyOf(items);
    }
}
