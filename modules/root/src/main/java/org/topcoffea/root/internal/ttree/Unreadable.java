package org.topcoffea.root.internal.ttree;

/** A branch that this reader cannot read although nothing is wrong with it. */
final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    private final String typeName;
    private final String reason;

    Unreadable(String typeName, String reason) {
        super(reason, null, false, false);
        this.typeName = typeName;
        this.reason = reason;
    }

    String typeName() {
        return typeName;
    }

    String reason() {
        return reason;
    }
}
