package org.topcoffea.spi;

/** Who or what has to change before a failed piece of work can succeed; decides what is done next. */
public enum Blame {
    /** The user's input or code: stop and say so. */
    USER,
    /** One file or one range of events: set it aside, go on with the rest, report it as missing. */
    DATA,
    /** Memory, disk or time ran out: give it more, or make it smaller. */
    RESOURCE,
    /** A passing condition such as a lost connection: again, elsewhere. */
    TRANSIENT,
    /** A defect of topcoffea itself. */
    INTERNAL
}
