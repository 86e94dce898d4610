package org.topcoffea.scheduler;

import java.util.OptionalLong;
import org.topcoffea.spi.Resources;

/**
 * A task that is not finished, as one looks at it.
 *
 * @param spec what it is
 * @param phase where it is
 * @param attempt the number of the last attempt; 0 if there was none
 * @param worker where it is, if it is at a worker
 * @param resources what it was given there, or what it asks for
 * @param allocation what that is
 * @param sent when it was sent to the worker; 0 if it waits
 * @param started when it began to run; 0 if that is not known
 */
public record TaskView(
        TaskSpec spec,
        TaskPhase phase,
        int attempt,
        OptionalLong worker,
        Resources resources,
        Allocation allocation,
        long sent,
        long started) {}
