package org.topcoffea.spi;

/** A named kind of failure. Each module keeps its own as an enum; the {@linkplain #blame() blame} decides the policy. */
public interface ErrorCode {
    /** The stable name of this kind of failure, in upper case with underscores. */
    String name();

    /** Who or what has to change. */
    Blame blame();
}
