package io.delegraph.accuracy;

/** Amounts are right when they are near: an end is told some moments after it happened. */
final class Amounts {
    private static final double SHARE = 0.05;
    private static final long LEAST = 200;

    private Amounts() {}

    /** False for what are no two whole numbers. Counts must be equal; what is above some hundred may differ by 5 %, or by 200. */
    static boolean near(String truth, String said) {
        if (said == null || !truth.matches("-?\\d+") || !said.matches("-?\\d+")) {
            return false;
        }
        long one = Long.parseLong(truth);
        long other = Long.parseLong(said);
        return one == other || one > LEAST && Math.abs(one - other) <= Math.max(LEAST, (long) (SHARE * one));
    }
}
