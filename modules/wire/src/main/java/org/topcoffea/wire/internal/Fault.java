package org.topcoffea.wire.internal;

import org.topcoffea.wire.CloseReason;

/** The peer cannot be talked to any longer. Carries no stack: it says what came from outside, not where we were. */
public final class Fault extends Exception {
    private static final long serialVersionUID = 1L;

    private final CloseReason.Kind kind;

    /** The peer did what this kind stands for. */
    public Fault(CloseReason.Kind kind, String text) {
        super(text, null, false, false);
        this.kind = kind;
    }

    /** The peer broke the rules. */
    public static Fault protocol(String text) {
        return new Fault(CloseReason.Kind.PROTOCOL, text);
    }

    /** The reason to close. */
    public CloseReason reason() {
        return new CloseReason(kind, String.valueOf(getMessage()));
    }
}
