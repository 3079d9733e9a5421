package io.delegraph.ingest;

/** Input that cannot become an event; {@link Normalizer} answers with its reason, so that nobody behind it catches this. */
public final class RejectedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String where;

    /**
     * Input is refused.
     *
     * @param reason for the person who reads it; no text of the payload
     * @param where the field, or the place in the text; empty for the record as a whole
     */
    public RejectedException(String reason, String where) {
        super(reason, null, false, false);
        this.where = where;
    }

    String where() {
        return where;
    }
}
