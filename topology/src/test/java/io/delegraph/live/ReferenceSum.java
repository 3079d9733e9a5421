package io.delegraph.live;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/** The sums of a window: amounts, and counts by bucket and by class; zeros are absent. */
record ReferenceSum(
        Map<String, Long> amounts, Map<String, Map<Integer, Long>> buckets, Map<String, Map<String, Long>> classes) {
    ReferenceSum() {
        this(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    }

    static ReferenceSum of(JsonNode window) {
        ReferenceSum sum = new ReferenceSum();
        window.get("amounts")
                .properties()
                .forEach(amount ->
                        sum.amounts.put(amount.getKey(), amount.getValue().longValue()));
        window.get("quantiles")
                .properties()
                .forEach(distribution -> distribution
                        .getValue()
                        .get("buckets")
                        .properties()
                        .forEach(bucket -> sum.count(
                                distribution.getKey(),
                                Integer.parseInt(bucket.getKey()),
                                bucket.getValue().longValue())));
        window.get("classes")
                .properties()
                .forEach(kind -> kind.getValue()
                        .properties()
                        .forEach(count -> sum.countClass(
                                kind.getKey(), count.getKey(), count.getValue().longValue())));
        return sum;
    }

    void countClass(String kind, String name, long times) {
        classes.computeIfAbsent(kind, unknown -> new TreeMap<>()).merge(name, times, Long::sum);
    }

    void add(String amount, long value) {
        if (value != 0) {
            amounts.merge(amount, value, Long::sum);
        }
    }

    void add(String amount, JsonNode value) {
        add(amount, value == null ? 0 : value.longValue());
    }

    void count(String measure, int bucket, long times) {
        buckets.computeIfAbsent(measure, name -> new TreeMap<>()).merge(bucket, times, Long::sum);
    }

    void measure(String measure, long value) {
        count(measure, bucket(value), 1);
    }

    /** Adds an amount and its quantiles. */
    void both(String amount, JsonNode value) {
        if (value != null) {
            add(amount, value);
            measure(amount, value.longValue());
        }
    }

    void share(String name, JsonNode value) {
        if (value != null) {
            add(name + "_ppm", Math.round(value.doubleValue() * 1e6));
            add(name + "_known", 1);
        }
    }

    void known(String amount, JsonNode value) {
        if (value != null) {
            add(amount, value);
            add(amount + "_known", 1);
        }
    }

    /** Adds the products for a correlation. */
    void products(String name, long parent, long child) {
        add("parent_" + name, parent);
        add("child_" + name, child);
        add("parent_" + name + "_squared", parent * parent);
        add("child_" + name + "_squared", child * child);
        add(name + "_product", parent * child);
    }

    void ratio(String name, long ratio) {
        add(name, ratio);
        add(name + "_squared", ratio * ratio);
    }

    void cost(JsonNode usd) {
        if (usd != null) {
            add("cost_micro_usd", Math.round(usd.doubleValue() * 1e6));
            add("cost_known", 1);
        }
    }

    void all(ReferenceSum other) {
        other.amounts.forEach(this::add);
        other.classes.forEach((kind, counts) -> counts.forEach((name, times) -> countClass(kind, name, times)));
        other.buckets.forEach((measure, counts) -> counts.forEach((bucket, times) -> count(measure, bucket, times)));
    }

    /** The number of a bucket: up to 31 the value itself; above, a power of two is divided into 16. */
    private static int bucket(long value) {
        if (value < 32) {
            return (int) value;
        }
        int power = 5;
        long low = 32;
        while (value / 2 >= low) {
            power++;
            low *= 2;
        }
        return 16 * (power - 3) + (int) ((value - low) * 16 / low);
    }

    static long log(JsonNode value) {
        return log(value.longValue());
    }

    /** Thousandths of the natural logarithm, of 1 at least. */
    static long log(long value) {
        return Math.round(Math.log((double) Math.max(1, value)) * 1000);
    }
}
