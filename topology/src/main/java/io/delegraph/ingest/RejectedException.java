package io.delegraph.ingest;

/** The input cannot become an event. {@link Normalizer} returns the reason, so no caller has to catch this. */
public final class RejectedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String where;

    /**
     * Rejects the input.
     *
     * @param reason shown to a person; contains no text of the payload
     * @param where the field or the position in the text; empty for the whole record
     */
    public RejectedException(String reason, String where) {
        super(reason, null, false, false);
        this.where = where;
    }

    String where() {
        return where;
    }
}
