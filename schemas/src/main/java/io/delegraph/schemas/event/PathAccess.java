package io.delegraph.schemas.event;

/**
 * What a call does to paths of one class.
 *
 * @param recursive whether whole directories are meant; only for a deletion
 */
public record PathAccess(Operation operation, PathClass pathClass, boolean recursive)
        implements Comparable<PathAccess> {
    /** What is done to a path. */
    public enum Operation {
        READ,
        WRITE,
        DELETE,
        /** Names or words are looked for below it, and files of it are not named one by one. */
        SEARCH
    }

    @Override
    public int compareTo(PathAccess other) {
        int byOperation = operation.compareTo(other.operation);
        int byClass = byOperation == 0 ? pathClass.compareTo(other.pathClass) : byOperation;
        return byClass == 0 ? Boolean.compare(recursive, other.recursive) : byClass;
    }
}
