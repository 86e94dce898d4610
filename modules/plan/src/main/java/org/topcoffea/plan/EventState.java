package org.topcoffea.plan;

import org.topcoffea.spi.ErrorCode;

/** What became of a range of events. */
public sealed interface EventState {
    /** To be processed. */
    record Planned() implements EventState {}

    /** Being processed. */
    record Running() implements EventState {}

    /** Processed, and part of the result. */
    record Done() implements EventState {}

    /**
     * Given up.
     *
     * @param code the kind of failure
     * @param reason what happened, in one line
     */
    record Failed(ErrorCode code, String reason) implements EventState {}

    /** To be processed. */
    EventState PLANNED = new Planned();

    /** Being processed. */
    EventState RUNNING = new Running();

    /** Processed, and part of the result. */
    EventState DONE = new Done();
}
