package io.delegraph.ingest;

/** Input that cannot become an event; thrown inside this package only. */
final class RejectedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String where;

    RejectedException(String reason, String where) {
        super(reason, null, false, false);
        this.where = where;
    }

    String where() {
        return where;
    }
}
